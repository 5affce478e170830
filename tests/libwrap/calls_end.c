/* SPDX-License-Identifier: BSD-3-Clause */
/* What ends the process: twist, refuse, clean_exit; and shell_cmd. */
#include "calls.h"

#include <signal.h>
#include <syslog.h>
#include <unistd.h>

struct ending {
	const char *name;
	const char *rule; /* an option, or NULL */
	int type;
	int resident;
	void (*end)(struct request_info *);
};

static int ends[2];
static int cleaned;

static void
call_options(struct request_info *request, const char *rule)
{
	char text[256];
	int verdict;

	snprintf(text, sizeof(text), "%s", rule);
	verdict = setjmp(tcpd_buf);
	if (verdict == 0)
		process_options(text, request);
	row("%s: verdict = %d", rule, verdict);
}

static void
end_it(const void *data)
{
	const struct ending *ending = data;
	struct request_info request;

	resident = ending->resident;
	deny_severity = LOG_DAEMON | LOG_NOTICE;
	request_init(&request, RQ_DAEMON, "d", RQ_FILE, ends[0], RQ_USER, "me",
		     0);
	sock_host(&request);
	if (ending->rule)
		call_options(&request, ending->rule);
	else
		ending->end(&request);
}

static void
try_end(const struct ending *ending)
{
	char text[256], name[256];

	snprintf(name, sizeof(name), "%s%s%s", ending->name,
		 ending->rule ? " " : "", ending->rule ? ending->rule : "");
	connect_pair(ends, ending->type, "127.0.0.2", "127.0.0.1");
	in_child(name, 20, end_it, ending);
	row("%s: client reads = %s", name,
	    read_all(text, sizeof(text), ends[1]));
	if (ending->type == SOCK_DGRAM)
		row("%s: left = <%s>", name,
		    read_all(text, sizeof(text), ends[0]));
	close(ends[0]);
	close(ends[1]);
}

void
call_twist(void)
{
	static const struct ending table[] = {
	    {"twist", "twist echo out %a; echo err >&2; exit 7", SOCK_STREAM, 0,
	     NULL},
	    {"not yet resident", "twist exit 7", SOCK_STREAM, -1, NULL},
	    {"resident", "twist exit 7", SOCK_STREAM, 1, NULL},
	    {"twist", "twist nonexistent-command", SOCK_STREAM, 0, NULL},
	    {"twist", "twist kill -9 $$", SOCK_STREAM, 0, NULL},
	    {"datagram", "twist echo %a", SOCK_DGRAM, 0, NULL},
	    {"twist", "twist cat </proc/self/fd/0 & echo x", SOCK_STREAM, 0,
	     NULL},
	};
	size_t i;

	for (i = 0; i < COUNT(table); i++)
		try_end(&table[i]);
}

static void
own_cleanup(struct request_info *request)
{
	(void)request;
	cleaned++;
	row("cleanup = called");
}

static void
refuse_with_cleanup(struct request_info *request)
{
	request->cleanup = own_cleanup;
	refuse(request);
}

static void
exit_with_cleanup(struct request_info *request)
{
	request->cleanup = own_cleanup;
	clean_exit(request);
}

/* As sshd does: first the decision, then refuse(). */
static void
decide_and_refuse(struct request_info *request)
{
	static char allow[] = "allow", deny[] = "deny";

	hosts_allow_table = allow;
	hosts_deny_table = deny;
	write_file(allow, "");
	write_file(deny, "d: ALL\n");
	row("decide and refuse: verdict = %d", hosts_access(request));
	refuse(request);
}

static void
at_exit(void)
{
	fputs("end: atexit = called\n", stdout);
	fflush(stdout);
}

static void
refuse_with_atexit(struct request_info *request)
{
	atexit(at_exit);
	refuse(request);
}

/* refuse() on a request that has no socket. */
static void
refuse_text(const void *data)
{
	struct request_info request;

	(void)data;
	deny_severity = LOG_DAEMON | LOG_NOTICE;
	request_init(&request, RQ_DAEMON, "d", RQ_CLIENT_NAME, "n",
		     RQ_CLIENT_ADDR, "192.0.2.7", 0);
	refuse(&request);
}

static void
shell(const void *data)
{
	char command[] = "echo out; echo err >&2; cat; echo $0 >made; exit 3";
	char text[64];

	(void)data;
	unlink("made");
	shell_cmd(command);
	row("shell_cmd: waits for it = %s",
	    read_file(text, sizeof(text), "made"));
}

void
call_end(void)
{
	static const struct ending table[] = {
	    {"refuse", NULL, SOCK_STREAM, 0, refuse},
	    {"refuse datagram", NULL, SOCK_DGRAM, 0, refuse},
	    {"refuse, cleanup", NULL, SOCK_STREAM, 0, refuse_with_cleanup},
	    {"refuse, atexit", NULL, SOCK_STREAM, 0, refuse_with_atexit},
	    {"decide and refuse", NULL, SOCK_STREAM, 0, decide_and_refuse},
	    {"clean_exit", NULL, SOCK_STREAM, 0, clean_exit},
	    {"clean_exit datagram", NULL, SOCK_DGRAM, 0, clean_exit},
	    {"clean_exit, cleanup", NULL, SOCK_STREAM, 0, exit_with_cleanup},
	};
	size_t i;

	for (i = 0; i < COUNT(table); i++)
		try_end(&table[i]);
	in_child("refuse, no socket", 20, refuse_text, NULL);
	in_child("shell_cmd", 20, shell, NULL);
}
