/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Options behind setjmp(tcpd_buf), as danted carries them out: the verdict, and
 * what changed in the process.
 */
#include "calls.h"

#include <err.h>
#include <grp.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

struct option {
	const char *text;
	bool dry;
};

static int ends[2];

static void
prepare(struct request_info *request)
{
	allow_severity = LOG_DAEMON | LOG_INFO;
	deny_severity = LOG_DAEMON | LOG_NOTICE;
	rfc931_timeout = 1;
	unsetenv("OPTION");
	umask(022);
	request_init(request, RQ_DAEMON, "d", RQ_FILE, ends[0], RQ_USER, "me",
		     RQ_CLIENT_NAME, "gw.example.net", RQ_CLIENT_ADDR,
		     "127.0.0.2", 0);
}

static void
show_process(const char *name)
{
	mode_t mask = umask(0);
	gid_t groups[64];
	int count = getgroups(64, groups);
	const char *value = getenv("OPTION");

	row("%s: severities = %o %o", name, (unsigned)allow_severity,
	    (unsigned)deny_severity);
	row("%s: process = umask %o, nice %d, uid %d %d, gid %d %d, groups %d",
	    name, (unsigned)mask, getpriority(PRIO_PROCESS, 0), (int)getuid(),
	    (int)geteuid(), (int)getgid(), (int)getegid(), count);
	row("%s: environment = %s", name, value ? value : "-");
	row("%s: variables = timeout %d, dry_run %d", name, rfc931_timeout,
	    dry_run);
}

static void
show_socket(const char *name)
{
	struct linger linger = {0, 0};
	char text[1024];
	int keepalive = 0;
	socklen_t size = sizeof(keepalive);

	getsockopt(ends[0], SOL_SOCKET, SO_KEEPALIVE, &keepalive, &size);
	size = sizeof(linger);
	getsockopt(ends[0], SOL_SOCKET, SO_LINGER, &linger, &size);
	row("%s: socket = keepalive %d, linger %d %d", name, keepalive,
	    linger.l_onoff, linger.l_linger);
	row("%s: client reads = %s", name,
	    read_all(text, sizeof(text), ends[1]));
}

/* What an option is called in rows, which have " = " after their names. */
static const char *
name_of(const struct option *option, char *name, size_t size)
{
	char *equals;

	snprintf(name, size, "%s%s", option->dry ? "dry: " : "",
		 *option->text ? option->text : "(empty)");
	for (equals = name; (equals = strstr(equals, "= ")) != NULL; equals++)
		equals[1] = '_';
	return name;
}

static void
carry_out(const void *data)
{
	const struct option *option = data;
	struct request_info request;
	char name[256];
	char text[512];
	volatile int returned = 0;
	int verdict;

	prepare(&request);
	dry_run = option->dry;
	snprintf(text, sizeof(text), "%s", option->text);
	verdict = setjmp(tcpd_buf);
	if (verdict == 0) {
		process_options(text, &request);
		returned = 1;
	}
	name_of(option, name, sizeof(name));
	row("%s: verdict = %s %d", name, returned ? "returned" : "jumped",
	    verdict);
	show_process(name);
	show_socket(name);
	usleep(strstr(name, "spawn") ? 300000 : 0);
	row("%s: made = %s", name, read_file((char[256]){0}, 256, "made"));
}

static void
try_option(const char *text, bool dry)
{
	struct option option = {text, dry};
	char name[256];

	connect_pair(ends, SOCK_STREAM, "127.0.0.2", "127.0.0.1");
	unlink("made");
	in_child(name_of(&option, name, sizeof(name)), 20, carry_out, &option);
	close(ends[0]);
	close(ends[1]);
}

static const char *const plain[] = {
    "",
    ":",
    "allow",
    "deny",
    "ALLOW",
    "Deny",
    " allow ",
    "allow: deny",
    "deny: allow",
    "allow x",
    "allow = x",
    "bogus",
    "bogus x",
    "severity",
    "severity local1.info",
    "severity local1.info : allow",
    "severity = local1.info",
    "severity=local1.info",
    "severity err",
    "severity LOCAL1.ERR",
    "severity bogus",
    "severity local1.bogus",
    "severity bogus.info",
    "severity local9.info",
    "severity emerg",
    "severity mail.debug",
    "severity authpriv.info",
    "severity local1.info: severity local2.err",
    "keepalive",
    "keepalive x",
    "linger 7",
    "linger",
    "linger x",
    "linger -1",
    "linger 7x",
    "linger 0",
    "nice",
    "nice 5",
    "nice 5: nice 3",
    "nice x",
    "nice 99",
    "umask 077",
    "umask 77",
    "umask 0777",
    "umask",
    "umask 9",
    "umask x",
    "umask 077x",
    "setenv OPTION value",
    "setenv OPTION some words",
    "setenv OPTION %a-%d",
    "setenv OPTION",
    "setenv",
    "setenv OPTION  two  blanks ",
    "user nobody",
    "user nobody.nogroup",
    "user nobody.nobodys-group",
    "user nonexistent-user",
    "user",
    "group nogroup",
    "group nonexistent-group",
    "group",
    "rfc931",
    "rfc931 7",
    "rfc931 x",
    "rfc931 -1",
    "rfc931 0",
    "spawn echo %a >made",
    "spawn echo %a >made : allow",
    "spawn echo \\: >made",
    "spawn exit 3",
    "spawn",
    "aclexec true",
    "aclexec false",
    "aclexec test %a = 127.0.0.2",
    "aclexec exit 3",
    "aclexec kill -9 $$",
    "aclexec",
    "banners banners",
    "banners none",
    "banners",
    "banners banners : deny",
    "twist",
    "nice 5: umask 077: setenv OPTION v: allow",
    "umask 077 : bogus : setenv OPTION v",
};

/* In a dry run an option only says what it would do. */
static const char *const dry[] = {
    "allow",
    "deny",
    "severity local1.info",
    "keepalive",
    "linger 7",
    "nice 5",
    "umask 077",
    "setenv OPTION v",
    "user nobody",
    "group nogroup",
    "rfc931 7",
    "spawn echo x >made",
    "aclexec false",
    "twist echo x >made",
    "banners banners",
    "bogus",
    "twist echo x : deny",
};

void
call_option(void)
{
	size_t i;

	mkdir("banners", 0700);
	write_file("banners/d", "Hello %c (%a)\nsecond 100%%\n");
	for (i = 0; i < COUNT(plain); i++)
		try_option(plain[i], false);
	for (i = 0; i < COUNT(dry); i++)
		try_option(dry[i], true);
}
