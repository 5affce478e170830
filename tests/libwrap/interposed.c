/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A program with functions and variables that take the place of libwrap's, as
 * tcpdmatch and tcpdchk have them.  Prints which of them the library calls.
 * Writes rule files in the current folder.
 */
#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <tcpd.h>

extern jmp_buf tcpd_buf;

int allow_severity = LOG_INFO;
int deny_severity = LOG_NOTICE;
int rfc931_timeout = 3;

static struct request_info request;
static struct sockaddr_in client, server;
static const char *step;
static jmp_buf exited;
static int logs;

void vsyslog(int priority, const char *format, va_list arguments);
void __syslog_chk(int priority, int flag, const char *format, ...);
void __vsyslog_chk(int priority, int flag, const char *format, va_list args);

static void
called(void)
{
	if (logs++ == 0)
		printf("%s: syslog\n", step);
}

void
__vsyslog_chk(int priority, int flag, const char *format, va_list arguments)
{
	(void)priority, (void)flag, (void)format, (void)arguments;
	called();
}

void
__syslog_chk(int priority, int flag, const char *format, ...)
{
	(void)priority, (void)flag, (void)format;
	called();
}

void
vsyslog(int priority, const char *format, va_list arguments)
{
	(void)priority, (void)format, (void)arguments;
	called();
}

void
syslog(int priority, const char *format, ...)
{
	(void)priority, (void)format;
	called();
}

void
clean_exit(struct request_info *of)
{
	(void)of;
	printf("%s: clean_exit\n", step);
	longjmp(exited, 1);
}

void
shell_cmd(char *command)
{
	printf("%s: shell_cmd(%s)\n", step, command);
}

void
#ifdef INET6
rfc931(struct sockaddr *from, struct sockaddr *to, char *user)
#else
rfc931(struct sockaddr_in *from, struct sockaddr_in *to, char *user)
#endif
{
	(void)from, (void)to;
	if (strcmp(step, "rfc931 option") == 0)
		printf("%s: timeout %d, rfc931\n", step, rfc931_timeout);
	else
		printf("%s: rfc931\n", step);
	strcpy(user, "me");
}

static void
write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (file == NULL || fputs(text, file) < 0 || fclose(file))
		abort();
}

static void
begin(const char *name)
{
	step = name;
	logs = 0;
	client.sin_family = server.sin_family = AF_INET;
	inet_aton("192.0.2.7", &client.sin_addr);
	inet_aton("192.0.2.1", &server.sin_addr);
	request_init(&request, RQ_DAEMON, "d", RQ_CLIENT_SIN, &client,
		     RQ_SERVER_SIN, &server, RQ_CLIENT_NAME, "gw.example.net",
		     RQ_CLIENT_ADDR, "192.0.2.7", 0);
	sock_methods(&request);
}

/* Decides by this hosts.allow; everybody else is refused. */
static void
ask(const char *name, const char *allow)
{
	static char allow_path[] = "allow", deny_path[] = "deny";
	int verdict;

	begin(name);
	write_file(allow_path, allow);
	/* Without a severity of its own, the refusal may be logged or not. */
	write_file(deny_path, "ALL: ALL\n");
	hosts_allow_table = allow_path;
	hosts_deny_table = deny_path;
	verdict = hosts_access(&request);
	printf("%s: %d\n", step, verdict);
}

static void
leave(void)
{
	begin("refuse");
	logs = 1;
	if (setjmp(exited) == 0)
		refuse(&request);
}

/* As tcpdmatch carries out a twist. */
static void
twist(void)
{
	char option[] = "twist exit 1";

	begin("twist");
	logs = 1;
	dry_run = 1;
	if (setjmp(tcpd_buf) == 0)
		process_options(option, &request);
	printf("%s: dry_run %d\n", step, dry_run);
	dry_run = 0;
}

int
main(void)
{
	setvbuf(stdout, NULL, _IONBF, 0);
	ask("spawn", "d: ALL: spawn echo %a\n");
	ask("user", "d: me@ALL\n");
	logs = 1;
	ask("other user", "d: you@ALL\n");
	ask("rfc931 option", "d: ALL: rfc931 7\n");
	begin("warning");
	tcpd_warn("told");
	leave();
	ask("option error", "d: ALL: bogus\n");
	twist();
	return 0;
}
