/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Calls libwrap's functions, and prints what they return and do:
 *   calls [SECTION]...
 * Runs in the current folder, which should be empty.  The sections socket,
 * names, option and ident want a network of their own; see calls_check.
 */
#include "calls.h"

#include <err.h>
#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#undef vsyslog
#undef syslog

struct shared *shared;
const char *section;

static const struct {
	const char *name;
	void (*call)(void);
} sections[] = {
    {"text", call_text},     {"expand", call_expand}, {"request", call_request},
    {"socket", call_socket}, {"names", call_names},   {"access", call_access},
    {"option", call_option}, {"twist", call_twist},   {"end", call_end},
    {"ident", call_ident},
};

void __syslog_chk(int priority, int flag, const char *format, ...);
void __vsyslog_chk(int priority, int flag, const char *format, va_list args);

/* What follows takes the place of the C library's own. */

void
__vsyslog_chk(int priority, int flag, const char *format, va_list arguments)
{
	size_t used = strlen(shared->log), size = sizeof(shared->log);

	(void)flag;
	used += (size_t)snprintf(shared->log + used, size - used, "%s%d.%d ",
				 used ? "; " : "", LOG_FAC(priority),
				 LOG_PRI(priority));
	vsnprintf(shared->log + used, size - used, format, arguments);
}

void
__syslog_chk(int priority, int flag, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	__vsyslog_chk(priority, flag, format, arguments);
	va_end(arguments);
}

void
vsyslog(int priority, const char *format, va_list arguments)
{
	__vsyslog_chk(priority, 0, format, arguments);
}

void
syslog(int priority, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	__vsyslog_chk(priority, 0, format, arguments);
	va_end(arguments);
}

unsigned
sleep(unsigned seconds)
{
	shared->slept += seconds;
	return 0;
}

char *
quote(char *result, size_t size, const char *text)
{
	size_t used = 0;

	for (; text && *text && used + 5 < size; text++) {
		unsigned char byte = (unsigned char)*text;

		if (byte >= ' ' && byte < 0x7f)
			result[used++] = *text;
		else
			used +=
			    (size_t)snprintf(result + used, 5, "\\x%02x", byte);
	}
	result[used] = '\0';
	return text ? result : strcpy(result, "NULL");
}

void
row(const char *format, ...)
{
	char text[8192], quoted[16384], *equals;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	quote(quoted, sizeof(quoted), text);
	printf("%s: %s\n", section, quoted);
	if (shared->log[0] != '\0') {
		equals = strstr(text, " = ");
		if (equals != NULL)
			*equals = '\0';
		quote(quoted, sizeof(quoted), shared->log);
		printf("%s: %s: log = %s\n", section, text, quoted);
		shared->log[0] = '\0';
	}
	fflush(stdout);
}

void
in_child(const char *name, int seconds, void (*work)(const void *),
	 const void *data)
{
	int status;
	pid_t pid;

	shared->slept = 0;
	pid = fork();
	if (pid == 0) {
		signal(SIGALRM, SIG_DFL);
		alarm((unsigned)seconds);
		work(data);
		_exit(100);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFSIGNALED(status))
		row("%s: end = signal %d", name, WTERMSIG(status));
	else
		row("%s: end = exit %d, slept %u", name, WEXITSTATUS(status),
		    shared->slept);
}

static void
call(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(sections); i++) {
		if (name != NULL && strcmp(name, sections[i].name) != 0)
			continue;
		section = sections[i].name;
		sections[i].call();
		if (name != NULL)
			return;
	}
	if (name != NULL)
		errx(2, "no section %s", name);
}

int
main(int count, char **words)
{
	int i;

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		err(2, "mmap");
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (count == 1)
		call(NULL);
	for (i = 1; i < count; i++)
		call(words[i]);
	return 0;
}
