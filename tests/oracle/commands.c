/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/commands.h"

#include "common/decide/decide.h"

#include <err.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Seconds that one rule may take. */
#define PATIENCE 20

static int libwrap_record = -1;
static pid_t worker;

/* What follows takes the place of the C library's and libwrap's own. */

/* spawn */
void
shell_cmd(char *command)
{
	dprintf(libwrap_record, "spawn: %s\n", command);
}

/* sh -c COMMAND: twist, or, in a child of its own, aclexec. */
int
execl(const char *path, const char *argument, ...)
{
	va_list arguments;

	(void)path, (void)argument; /* va_start() of C23 does without it */
	va_start(arguments, argument);
	(void)va_arg(arguments, const char *);
	dprintf(libwrap_record, "%s: %s\n",
		getpid() == worker ? "twist" : "aclexec",
		va_arg(arguments, const char *));
	va_end(arguments);
	_exit(0);
}

void
facts_for_ours(const struct facts *facts, struct ha_request *request)
{
	ha_request_init(request, NULL);
	ha_request_set_daemon(request, ha_slice_of(facts->daemon));
	ha_request_set_user(request, ha_slice_of(facts->user));
	ha_endpoint_set_name(&request->client, ha_slice_of(facts->name));
	ha_endpoint_set_address(&request->client, ha_slice_of(facts->address));
	ha_endpoint_set_name(&request->server, ha_slice_of(facts->server_name));
	ha_endpoint_set_address(&request->server,
				ha_slice_of(facts->server_address));
}

void
facts_for_libwrap(const struct facts *facts, int fd,
		  struct request_info *request)
{
	request_init(request, RQ_FILE, fd, RQ_DAEMON, facts->daemon, RQ_USER,
		     facts->user, RQ_CLIENT_NAME, facts->name, RQ_CLIENT_ADDR,
		     facts->address, RQ_SERVER_NAME, facts->server_name,
		     RQ_SERVER_ADDR, facts->server_address, 0);
}

static enum ha_run
run(void *context, enum ha_command_kind kind, const char *text,
    char *const *environment)
{
	static const char *const names[] = {[HA_COMMAND_ACLEXEC] = "aclexec",
					    [HA_COMMAND_SPAWN] = "spawn",
					    [HA_COMMAND_TWIST] = "twist"};

	(void)environment;
	dprintf(*(const int *)context, "%s: %s\n", names[kind], text);
	return HA_RUN_SUCCESS;
}

static bool
ignore_variable(void *context, const char *name, const char *value)
{
	(void)context;
	(void)name;
	(void)value;
	return true;
}

static void
ignore_banner(void *context, const char *text)
{
	(void)context;
	(void)text;
}

static void
ask_ours(const char *file, const struct facts *facts, int record)
{
	const struct ha_effects effects = {.run = run,
					   .set_variable = ignore_variable,
					   .show_banner = ignore_banner,
					   .context = &record};
	const struct ha_rules rules = {
	    .allow_file = file, .deny_file = "/dev/null", .effects = &effects};
	struct ha_request request;
	struct ha_verdict verdict;

	facts_for_ours(facts, &request);
	ha_decide(&rules, &request, &verdict);
}

static void
ask_libwrap(const char *file, const struct facts *facts)
{
	const int fd = open("/dev/null", O_RDWR);
	struct request_info request;

	if (fd < 0)
		err(2, "/dev/null");
	hosts_allow_table = (char *)file;
	hosts_deny_table = (char *)"/dev/null";
	facts_for_libwrap(facts, fd, &request);
	hosts_access(&request);
}

/* Returns what was written to RECORD, and closes it. */
static char *
take_record(int record)
{
	struct stat status;
	char *text;

	if (fstat(record, &status) != 0)
		err(2, "fstat");
	text = calloc((size_t)status.st_size + 1, 1);
	if (text == NULL ||
	    pread(record, text, (size_t)status.st_size, 0) != status.st_size)
		err(2, "record");
	close(record);
	return text;
}

/* Options may change the process, and a twist ends it: each has its own. */
void
commands_find(const char *file, const struct facts *facts,
	      struct commands *commands)
{
	const int ours_record = memfd_create("ours", MFD_CLOEXEC);
	int status;

	libwrap_record = memfd_create("libwrap", MFD_CLOEXEC);
	if (ours_record < 0 || libwrap_record < 0)
		err(2, "memfd_create");
	worker = fork();
	if (worker < 0)
		err(2, "fork");
	if (worker == 0) {
		worker = getpid();
		alarm(PATIENCE);
		ask_ours(file, facts, ours_record);
		ask_libwrap(file, facts);
		_exit(0);
	}
	if (waitpid(worker, &status, 0) != worker || status != 0)
		errx(2, "%s: status %d", file, status);
	commands->ours = take_record(ours_record);
	commands->libwrap = take_record(libwrap_record);
}
