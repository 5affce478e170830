/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/libwrap.h"

#include "tests/oracle/world.h"

#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <tcpd.h>
#include <unistd.h>

static char reset_path[SCRATCH_PATH_SIZE];
static char absent_path[SCRATCH_PATH_SIZE];
static bool aclexec_ran;
static bool netgroup_asked;
static const struct model_client anybody = {
    .daemon = "x", .name = "x", .address = "x", .user = "x"};

/* What follows takes the place of the C library's and libwrap's own. */

/* spawn */
void
shell_cmd(char *command)
{
	(void)command;
}

/* aclexec, in its child: sh -c COMMAND. */
int
execl(const char *path, const char *argument, ...)
{
	const char *command;
	va_list arguments;

	(void)path, (void)argument; /* va_start() of C23 does without it */
	va_start(arguments, argument);
	(void)va_arg(arguments, const char *);
	command = va_arg(arguments, const char *);
	va_end(arguments);
	_exit(world_succeeds(command) ? 0 : 1);
}

/* aclexec, in the parent; the timer of a fuzzer must not end it. */
pid_t
wait(int *status)
{
	pid_t pid;

	aclexec_ran = true;
	do {
		pid = waitpid(-1, status, 0);
	} while (pid < 0 && errno == EINTR);
	return pid;
}

int
innetgr(const char *group, const char *host, const char *user,
	const char *domain)
{
	(void)user;
	(void)domain;
	netgroup_asked = true;
	return world_netgroup_has(group, host);
}

int
nice(int increment)
{
	(void)increment;
	return 0;
}

mode_t
umask(mode_t mask)
{
	(void)mask;
	return 022;
}

static const char *
text_of(const char *fact)
{
	return fact == NULL ? "" : fact;
}

/* By hosts_ctl(3), which the drop-in gives facts of any length. */
static bool
ask_text(const struct model_client *client)
{
	return hosts_ctl((char *)client->daemon, (char *)client->name,
			 (char *)client->address, (char *)client->user) != 0;
}

static bool
ask(const char *allow, const char *deny, const struct model_client *client)
{
	struct sockaddr_in server = {.sin_family = AF_INET,
				     .sin_port =
					 htons((in_port_t)client->server_port)};
	struct request_info request;

	resident = 1; /* twist refuses instead of leaving (R5.24) */
	hosts_allow_table = (char *)allow;
	hosts_deny_table = (char *)deny;
	if (!client->server_name && !client->server_address &&
	    !client->server_port)
		return ask_text(client);
	request_init(&request, RQ_DAEMON, client->daemon, RQ_CLIENT_NAME,
		     client->name, RQ_CLIENT_ADDR, client->address, RQ_USER,
		     client->user, RQ_SERVER_NAME, text_of(client->server_name),
		     RQ_SERVER_ADDR, text_of(client->server_address),
		     RQ_SERVER_SIN, client->server_port ? &server : NULL, 0);
	return hosts_access(&request) != 0;
}

bool
libwrap_allows(const char *allow, const char *deny,
	       const struct model_client *client)
{
	const bool allowed = ask(allow, deny, client);

	/* R5.22: one aclexec that succeeds takes the old failure back */
	if (aclexec_ran)
		ask(reset_path, absent_path, &anybody);
	aclexec_ran = false;
	return allowed;
}

/* Has the library read a rule with a netgroup. */
static void
try_netgroup(const struct scratch *scratch)
{
	static const char text[] = "ALL: @everybody\n";
	struct model_file file = {.text = text, .size = strlen(text)};
	char path[SCRATCH_PATH_SIZE];

	scratch_table(scratch, "trial", &file, path);
	ask(path, absent_path, &anybody);
}

void
libwrap_open(const struct scratch *scratch)
{
	static const char reset[] = "ALL: ALL: aclexec true\n";
	const struct model_file none = {.kind = MODEL_ABSENT};
	struct model_file file = {.text = reset, .size = strlen(reset)};
	char path[SCRATCH_PATH_SIZE], text[2 * SCRATCH_PATH_SIZE];
	struct stat status;

	scratch_table(scratch, "reset", &file, reset_path);
	scratch_table(scratch, "", &none, absent_path);
	snprintf(text, sizeof(text),
		 "ALL: ALL: spawn touch %s/ran : aclexec touch %s/ran\n",
		 scratch->path, scratch->path);
	file.text = text;
	file.size = strlen(text);
	scratch_table(scratch, "trial", &file, path);
	ask(path, absent_path, &anybody);
	snprintf(path, sizeof(path), "%s/ran", scratch->path);
	if (stat(path, &status) == 0 || !aclexec_ran)
		errx(2, "libwrap runs commands in spite of this program");
	libwrap_allows(reset_path, absent_path, &anybody);
	try_netgroup(scratch);
}

bool
libwrap_has_netgroups(void)
{
	return netgroup_asked;
}
