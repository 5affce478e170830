/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A program that has variables of libwrap as its own, by copy relocation or,
 * with OWN_VARIABLES, by a definition: both must see each other's writes.
 * Prints "ok WHAT" or "not ok WHAT".  Writes rule files in the current folder.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <syslog.h>
#include <tcpd.h>
#include <unistd.h>

extern jmp_buf tcpd_buf;

#ifdef OWN_VARIABLES
int allow_severity = LOG_LOCAL1 | LOG_INFO;
int deny_severity = LOG_LOCAL1 | LOG_NOTICE;
int rfc931_timeout = 3;
#endif

static char logged[4096];
static struct request_info request;

void vsyslog(int priority, const char *format, va_list arguments);
void __syslog_chk(int priority, int flag, const char *format, ...);
void __vsyslog_chk(int priority, int flag, const char *format, va_list args);

void
__vsyslog_chk(int priority, int flag, const char *format, va_list arguments)
{
	size_t size = strlen(logged);

	(void)flag, (void)priority;
	vsnprintf(logged + size, sizeof(logged) - size, format, arguments);
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

static void
row(const char *what, bool good)
{
	printf("%sok %s\n", good ? "" : "not ", what);
	fflush(stdout);
}

static void
write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (file == NULL || fputs(text, file) < 0 || fclose(file))
		abort();
}

/* Asks with these rules. */
static int
ask(const char *allow, const char *deny)
{
	write_file("allow", allow);
	write_file("deny", deny);
	request_init(&request, RQ_DAEMON, "d", RQ_CLIENT_ADDR, "192.0.2.7",
		     RQ_CLIENT_NAME, "gw.example.net", RQ_USER, "me", 0);
	logged[0] = '\0';
	return hosts_access(&request);
}

/* Carries out OPTIONS as danted does: 0 if it returns. */
static int
options(const char *text)
{
	char copy[256];
	int verdict;

	snprintf(copy, sizeof(copy), "%s", text);
	verdict = setjmp(tcpd_buf);
	if (verdict == 0)
		process_options(copy, &request);
	return verdict;
}

static void
initial_values(void)
{
	row("unknown", strcmp(unknown, "unknown") == 0);
	row("paranoid", strcmp(paranoid, "paranoid") == 0);
	row("allow table", strcmp(hosts_allow_table, "/etc/hosts.allow") == 0);
	row("deny table", strcmp(hosts_deny_table, "/etc/hosts.deny") == 0);
	row("resident", resident == -1);
	row("dry_run", dry_run == 0);
	row("verbose", hosts_access_verbose == 0);
	row("context", tcpd_context.file == NULL && tcpd_context.line == 0);
#ifndef OWN_VARIABLES
	row("rfc931_timeout", rfc931_timeout == 10);
	row("allow_severity", allow_severity == LOG_INFO);
	row("deny_severity", deny_severity == LOG_WARNING);
#endif
}

/* What the program sets, the library must see. */
static void
program_writes(void)
{
	static char allow[] = "allow", deny[] = "deny", here[] = "here";
	int (*verdict)(const char *, const char *) = ask;

	hosts_allow_table = allow;
	hosts_deny_table = deny;
	row("tables: allowed", verdict("d: 192.0.2.7\n", "ALL: ALL\n") == 1);
	row("tables: refused", verdict("d: 192.0.2.8\n", "ALL: ALL\n") == 0);
	hosts_allow_table = NULL;
	row("no allow table: refused", verdict("", "ALL: ALL\n") == 0);
	hosts_deny_table = NULL;
	row("no table at all: refused", verdict("", "") == 0);
	hosts_allow_table = allow;
	hosts_deny_table = deny;
	tcpd_context.file = here;
	tcpd_context.line = 42;
	logged[0] = '\0';
	tcpd_warn("told");
	row("context in a warning", strstr(logged, "here, line 42: told"));
	tcpd_context.file = NULL;
}

/* What the library sets, the program must see. */
static void
library_writes(void)
{
	row("severity option", options("severity local3.err") == 0 &&
				   allow_severity == (LOG_LOCAL3 | LOG_ERR) &&
				   deny_severity == (LOG_LOCAL3 | LOG_ERR));
	rfc931_timeout = 3;
	request_set(&request, RQ_USER, "known", 0);
	row("rfc931 option", options("rfc931 7") == 0 && rfc931_timeout == 7);
	row("allow option", options("allow") == AC_PERMIT);
	row("deny option", options("deny") == AC_DENY);
	row("bad option", options("bogus") == AC_ERROR);
	dry_run = 1;
	row("twist, dry run", options("twist exit 5") == 0 && dry_run == 0);
	dry_run = 0;
}

static void
jumps(void)
{
	int verdict = setjmp(tcpd_buf);

	if (verdict == 0)
		tcpd_jump("jumps");
	row("tcpd_jump", verdict == AC_ERROR);
}

/* A process that served one client before is resident, and may not twist. */
static void
residents(void)
{
	resident = -1;
	ask("", "");
	ask("", "");
	row("resident counts up", resident == 1);
	row("resident may not twist",
	    ask("", "ALL: ALL: twist exit 7\n") == 0 && logged[0]);
}

/* Twist in a child, which is not resident. */
static void
twists(void)
{
	int status;

	if (fork() == 0) {
		resident = 0;
		request_set(&request, RQ_FILE, STDOUT_FILENO, 0);
		options("twist exit 7");
		_exit(1);
	}
	row("twist", wait(&status) > 0 && WEXITSTATUS(status) == 7);
}

static void
verbose(void)
{
	hosts_access_verbose = 2;
	ask("d: ALL\n", "");
	row("verbose", strstr(logged, "allow line 1"));
	hosts_access_verbose = 0;
	ask("d: ALL\n", "");
	row("not verbose", strstr(logged, "allow line 1") == NULL);
}

int
main(void)
{
	initial_values();
	program_writes();
	library_writes();
	jumps();
	residents();
	twists();
	verbose();
	return 0;
}
