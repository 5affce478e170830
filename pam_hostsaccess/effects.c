/* SPDX-License-Identifier: BSD-3-Clause */
#include "pam_hostsaccess/effects.h"

#include "common/decide/report.h"
#include "common/option/command.h"

#include <errno.h>
#include <security/pam_modules.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <syslog.h>

/* How much of what twist prints the client is told. */
#define OUTPUT_MAX 4096
/* How much it is told in all. */
#define WORDS_MAX 65536

static const char *const names[] = {[HA_COMMAND_ACLEXEC] = "aclexec",
				    [HA_COMMAND_SPAWN] = "spawn",
				    [HA_COMMAND_TWIST] = "twist"};

/* Logs "OPTION: FAULT: COMMAND". */
static void __attribute__((format(printf, 4, 5)))
log_command(int severity, enum ha_command_kind kind, const char *text,
	    const char *format, ...)
{
	char quoted[HA_REPORT_MAX / 2], fault[256], line[HA_REPORT_MAX];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(fault, sizeof(fault), format, arguments);
	va_end(arguments);
	ha_report_quote(ha_slice_of(text), quoted, sizeof(quoted));
	snprintf(line, sizeof(line), "pam_hostsaccess: %s: %s: %s", names[kind],
		 fault, quoted);
	outcome_log(severity, line);
}

static void
log_run(const struct call *call, enum ha_command_kind kind, const char *text,
	enum ha_run run, const struct ha_run_detail *detail)
{
	switch (run) {
	case HA_RUN_SUCCESS:
		return;
	case HA_RUN_FAILURE:
		if (kind == HA_COMMAND_ACLEXEC && !call->arguments.quiet)
			log_command(LOG_INFO, kind, text, "exit status %d",
				    WEXITSTATUS(detail->status));
		return;
	case HA_RUN_ERROR:
		break;
	}
	errno = detail->error;
	if (detail->timeout)
		log_command(LOG_ERR, kind, text,
			    "not done in %lu ms; ended with its group",
			    call->arguments.command_timeout_ms);
	else if (detail->error)
		log_command(LOG_ERR, kind, text, "cannot run: %m");
	else if (ha_command_signal(detail->status) > 0)
		log_command(LOG_ERR, kind, text, "ended by signal %d",
			    ha_command_signal(detail->status));
	else
		log_command(LOG_ERR, kind, text, "cannot run: exit status %d",
			    WEXITSTATUS(detail->status));
}

/* Adds TEXT to what the client is told, as far as there is room for it. */
static void
add_words(struct call *call, const char *text)
{
	size_t before = call->words ? strlen(call->words) : 0;
	size_t size = strnlen(text, WORDS_MAX - before);
	char *words = realloc(call->words, before + size + 1);

	if (!words)
		return;
	memcpy(words + before, text, size);
	words[before + size] = '\0';
	call->words = words;
}

static enum ha_run
run(void *context, enum ha_command_kind kind, const char *text,
    char *const *environment)
{
	struct call *call = context;
	bool twist = kind == HA_COMMAND_TWIST;
	char output[OUTPUT_MAX + 1] = "";
	const struct ha_command command = {
	    text, environment, call->arguments.command_timeout_ms,
	    twist ? output : NULL, sizeof(output)};
	struct ha_run_detail detail;
	enum ha_run result;

	/* For trying rules: nobody is served otherwise than without them. */
	if (twist && call->arguments.permissive)
		return HA_RUN_SUCCESS;
	result = ha_command_run(&command, &detail);
	log_run(call, kind, text, result, &detail);
	if (output[0] != '\0')
		add_words(call, output);
	return result;
}

static bool
set_variable(void *context, const char *name, const char *value)
{
	const struct call *call = context;
	char *variable;
	int result;

	if (asprintf(&variable, "%s=%s", name, value) < 0)
		return false;
	result = pam_putenv(call->pamh, variable);
	free(variable);
	return result == PAM_SUCCESS;
}

static void
show_banner(void *context, const char *text)
{
	add_words(context, text);
}

struct ha_effects
effects_of(struct call *call)
{
	return (struct ha_effects){run, set_variable, show_banner, call};
}
