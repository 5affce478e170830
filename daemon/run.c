/* SPDX-License-Identifier: BSD-3-Clause */
#include "daemon/run.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>
#include <syslog.h>

/* What of a command is logged. */
struct job {
	const struct daemon_log *log;
	enum ha_command_kind kind;
	const struct ha_command *command;
};

/* Logs "OPTION: FAULT: COMMAND". */
static void __attribute__((format(printf, 3, 4)))
log_command(const struct job *job, int severity, const char *format, ...)
{
	char quoted[HA_REPORT_MAX / 2], fault[256];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(fault, sizeof(fault), format, arguments);
	va_end(arguments);
	ha_report_quote(ha_slice_of(job->command->text), quoted,
			sizeof(quoted));
	daemon_log_message(job->log, severity, "%s: %s: %s",
			   ha_option_name(ha_command_option(job->kind)), fault,
			   quoted);
}

static void
log_failure(const struct job *job, const struct ha_run_detail *detail)
{
	if (job->kind == HA_COMMAND_ACLEXEC && !job->log->quiet)
		log_command(job, LOG_INFO, "exit status %d",
			    WEXITSTATUS(detail->status));
}

static void
log_error(const struct job *job, const struct ha_run_detail *detail)
{
	errno = detail->error;
	if (detail->timeout)
		log_command(job, LOG_ERR,
			    "not done in %lu ms; ended with its group",
			    job->command->timeout_ms);
	else if (detail->error)
		log_command(job, LOG_ERR, "cannot run: %m");
	else if (ha_command_signal(detail->status) > 0)
		log_command(job, LOG_ERR, "ended by signal %d",
			    ha_command_signal(detail->status));
	else
		log_command(job, LOG_ERR, "cannot run: exit status %d",
			    WEXITSTATUS(detail->status));
}

enum ha_run
daemon_run(const struct daemon_log *log, enum ha_command_kind kind,
	   const struct ha_command *command)
{
	const struct job job = {log, kind, command};
	struct ha_run_detail detail;
	enum ha_run result = ha_command_run(command, &detail);

	switch (result) {
	case HA_RUN_SUCCESS:
		break;
	case HA_RUN_FAILURE:
		log_failure(&job, &detail);
		break;
	case HA_RUN_ERROR:
		log_error(&job, &detail);
		break;
	}
	return result;
}
