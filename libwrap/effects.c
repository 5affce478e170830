/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/effects.h"

#include "daemon/run.h"
#include "libwrap/client_text.h"
#include "libwrap/process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

/* What `rfc931` may want; it is in nobody's interest to wait longer. */
#define IDENT_SECONDS_MAX 60

/* What commands get where the environment is that of somebody else. */
static char *const clean_environment[] = {
    (char *)"PATH=/usr/sbin:/usr/bin:/sbin:/bin", NULL};

/* The environment of this process, which setenv has changed. */
static char *const *
environment_of_commands(char *const *own)
{
	/* secure_getenv(3) tells nothing to who has more rights than its user.
	 */
	return environ && secure_getenv("PATH") ? environ : own;
}

char *const *
effects_environment(void)
{
	return environment_of_commands(clean_environment);
}

/* A daemon that serves on cannot become another program. */
static enum ha_run
keep_twist(struct call *call, const char *text)
{
	if (dry_run) {
		dry_run = 0;
		return HA_RUN_SUCCESS;
	}
	if (resident > 0 || call->info->fd < 0) {
		daemon_log_message(&call->log, LOG_ERR, "twist: %s",
				   resident > 0
				       ? "not in a process that serves on"
				       : "without a connection");
		return HA_RUN_ERROR;
	}
	call->twist = strdup(text);
	return call->twist ? HA_RUN_SUCCESS : HA_RUN_ERROR;
}

static enum ha_run
run(void *context, enum ha_command_kind kind, const char *text,
    char *const *environment)
{
	struct call *call = context;
	const struct ha_command command = {
	    .text = text,
	    .environment = environment_of_commands(environment),
	    .timeout_ms = call->settings.command_timeout_ms};

	if (kind == HA_COMMAND_TWIST)
		return call->settings.permissive ? HA_RUN_SUCCESS
						 : keep_twist(call, text);
	if (dry_run)
		return HA_RUN_SUCCESS;
	return daemon_run(&call->log, kind, &command);
}

static bool
set_variable(void *context, const char *name, const char *value)
{
	(void)context;
	return dry_run || setenv(name, value, 1) == 0;
}

static void
show_banner(void *context, const char *text)
{
	const struct call *call = context;

	if (!dry_run)
		client_text_send(call->info->fd, text);
}

/* Asks the client's host for the user, as `rfc931` wants, in this time. */
static bool
ask_user(struct call *call, struct ha_slice value)
{
	struct request_info *info = call->info;
	unsigned long seconds = 0;

	if (ha_slice_number(ha_slice_trim(value, HA_C_SPACE), 10, UINT_MAX,
			    &seconds))
		rfc931_timeout = seconds < IDENT_SECONDS_MAX
				     ? (int)seconds
				     : IDENT_SECONDS_MAX;
	if (dry_run || info->user[0] != '\0' ||
	    call->request.user.state == HA_FACT_KNOWN)
		return true;
	ha_request_set_user(&call->request, ha_slice_of(eval_user(info)));
	return true;
}

static bool
carry_out(void *context, enum ha_option option, struct ha_slice value)
{
	struct call *call = context;

	if (option == HA_OPTION_RFC931)
		return ask_user(call, value);
	return dry_run ||
	       process_change(&call->log, call->info->fd, option, value);
}

struct ha_effects
effects_of(struct call *call)
{
	return (struct ha_effects){
	    .run = run,
	    .set_variable = set_variable,
	    .show_banner = show_banner,
	    .context = call,
	    .carried_out = HA_OPTIONS_OF_PROCESS,
	    .carry_out = carry_out,
	};
}

void
effects_twist(const struct call *call)
{
	const char *const arguments[] = {"sh", "-c", call->twist, NULL};
	int fd = fcntl(call->info->fd, F_DUPFD_CLOEXEC, 3);

	closelog();
	if (fd >= 0 && dup2(fd, 0) == 0 && dup2(fd, 1) == 1 && dup2(fd, 2) == 2)
		execve("/bin/sh", (char *const *)arguments,
		       effects_environment());
	daemon_log_message(&call->log, LOG_ERR, "twist: %s", strerror(errno));
	/* Nobody is to be served any more, with these descriptors. */
	clean_exit(call->info);
}
