/* SPDX-License-Identifier: BSD-3-Clause */
#undef _FORTIFY_SOURCE /* would make macros of the functions below */

#include "tests/libwrap/wrap.h"

#include "tests/support/must.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <syslog.h>

#define SYMBOL(name) \
	{ \
#name, (void **)&wrap.name \
	}

struct wrap wrap;

static const struct {
	const char *name;
	void **to;
} symbols[] = {
    SYMBOL(clean_exit),       SYMBOL(eval_client),
    SYMBOL(eval_hostaddr),    SYMBOL(eval_hostinfo),
    SYMBOL(eval_hostname),    SYMBOL(eval_port),
    SYMBOL(eval_server),      SYMBOL(eval_user),
    SYMBOL(hosts_access),     SYMBOL(hosts_ctl),
    SYMBOL(process_options),  SYMBOL(refuse),
    SYMBOL(request_init),     SYMBOL(request_set),
    SYMBOL(rfc931),           SYMBOL(shell_cmd),
    SYMBOL(sock_host),        SYMBOL(sock_hostaddr),
    SYMBOL(sock_hostname),    SYMBOL(allow_severity),
    SYMBOL(deny_severity),    SYMBOL(hosts_access_verbose),
    SYMBOL(rfc931_timeout),   SYMBOL(resident),
    SYMBOL(dry_run),          SYMBOL(hosts_allow_table),
    SYMBOL(hosts_deny_table), SYMBOL(tcpd_context),
    SYMBOL(tcpd_buf),
};

/* The log, which children share. */
static struct {
	atomic_size_t used;
	char text[1 << 18];
} * shared;

static char allow_path[PATH_MAX], deny_path[PATH_MAX];

static void
load(void)
{
	const char *build = getenv("HA_BUILDDIR");
	char path[PATH_MAX];
	void *library;

	snprintf(path, sizeof(path), "%s/libwrap/.libs/libwrap.so.0",
		 build ? build : ".");
	library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
	must(library, path);
	for (size_t i = 0; i < COUNT(symbols); i++) {
		*symbols[i].to = dlsym(library, symbols[i].name);
		must(*symbols[i].to, symbols[i].name);
	}
}

int
wrap_make(void **state)
{
	load();
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(shared != MAP_FAILED, "mmap");
	if (folder_make(state) || mkdir("security", 0755))
		return -1;
	snprintf(allow_path, sizeof(allow_path), "%s/hosts.allow", folder);
	snprintf(deny_path, sizeof(deny_path), "%s/hosts.deny", folder);
	return 0;
}

int
wrap_remove(void **state)
{
	return folder_remove(state);
}

void
wrap_begin(const char *allow, const char *deny)
{
	write_text("hosts.allow", allow ? allow : "");
	write_text("hosts.deny", deny ? deny : "");
	*wrap.hosts_allow_table = allow_path;
	*wrap.hosts_deny_table = deny_path;
	*wrap.allow_severity = LOG_INFO;
	*wrap.deny_severity = LOG_WARNING;
	*wrap.hosts_access_verbose = *wrap.dry_run = 0;
	*wrap.resident = -1;
	*wrap.rfc931_timeout = 10;
	*wrap.tcpd_context = (struct tcpd_context){NULL, 0};
	wrap_forward(3600);
	wrap_clear_log();
}

void
wrap_settings(const char *text)
{
	write_text("security/hostsaccess.conf", text);
	wrap_forward(1);
}

static void
add(const char *line)
{
	size_t size = strlen(line);
	size_t at = atomic_fetch_add(&shared->used, size);

	if (at + size < sizeof(shared->text))
		memcpy(shared->text + at, line, size);
}

void
wrap_tell(const char *format, ...)
{
	char line[8192];
	va_list values;

	va_start(values, format);
	vsnprintf(line, sizeof(line) - 1, format, values);
	va_end(values);
	strcat(line, "\n");
	add(line);
}

void
wrap_tell_file(const char *name)
{
	char text[4096];
	size_t used = 0;
	FILE *file = fopen(name, "r");

	if (file) {
		used = fread(text, 1, sizeof(text) - 1, file);
		fclose(file);
	}
	text[used] = '\0';
	wrap_tell("%s: %s", name, text);
}

const char *
wrap_log(void)
{
	static char text[sizeof(shared->text)];
	size_t size = strlen(folder);
	char *at = text;

	memcpy(text, shared->text, sizeof(text));
	while ((at = strstr(at, folder))) {
		*at++ = '~';
		memmove(at, at + size - 1, strlen(at + size - 1) + 1);
	}
	return text;
}

void
wrap_clear_log(void)
{
	memset(shared, 0, sizeof(*shared));
}

struct request_info *
wrap_client(struct request_info *request)
{
	return wrap.request_init(request, RQ_DAEMON, "in.test", RQ_CLIENT_ADDR,
				 "192.0.2.10", 0);
}

int
wrap_child(int (*work)(const void *context), const void *context)
{
	int status = -1;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	must(pid >= 0, "fork");
	if (pid == 0) {
		alarm(60);
		_exit(work(context));
	}
	must(waitpid(pid, &status, 0) == pid, "waitpid");
	return status;
}

unsigned
wrap_differ(const char *what, long long value, long long expected)
{
	if (value == expected)
		return 0;
	print_error("    %s: %lld, not %lld\n", what, value, expected);
	return 1;
}

unsigned
wrap_log_differs(const char *expected)
{
	const char *log = wrap_log();
	size_t size = strcspn(expected, "*");

	if (expected[size] == '*' ? strncmp(log, expected, size) == 0
				  : strcmp(log, expected) == 0)
		return 0;
	print_error("    the log is\n%s    and not\n%s%s", log, expected,
		    expected[size] == '*' ? "\n" : "");
	return 1;
}
