/* SPDX-License-Identifier: BSD-3-Clause */
/* Options without a rule: process_options(). */
#include "common/option/option.h"
#include "libwrap/decision.h"
#include "libwrap/effects.h"
#include "libwrap/export.h"
#include "libwrap/jump.h"
#include "libwrap/severity.h"
#include "libwrap/verbose.h"

#include <errno.h>

/* Reads TEXT as the options of a rule that stands where tcpd_context says. */
static enum ha_status
read_options(struct call *call, char *text, struct ha_options *options)
{
	const struct ha_sink sink = daemon_log_sink(&call->log);
	const struct ha_effects effects = effects_of(call);
	const char *file = tcpd_context.file ? tcpd_context.file : "options";
	const unsigned long line_number =
	    tcpd_context.line > 0 ? (unsigned long)tcpd_context.line : 1;
	const struct ha_line line = {.text = ha_slice_of(text),
				     .raw = ha_slice_of(text),
				     .place = {file, line_number, 0}};
	const struct ha_rule rule = {.line = &line,
				     .clients = ha_slice_of("ALL"),
				     .has_options = true,
				     .options = line.text};
	const struct ha_option_context context = {.request = &call->request,
						  .effects = &effects,
						  .resolver = &call->resolver,
						  .noexec =
						      call->settings.noexec,
						  .sink = &sink};

	return ha_options_read(&rule, &context, options);
}

/*
 * What OPTIONS say to whom their rule matches; 0: nothing.  Here no rule can be
 * passed over: where a condition does not hold for certain, they refuse.
 */
static int
verdict_of(const struct ha_options *options)
{
	if (options->required != HA_MATCH_YES)
		return AC_DENY;
	switch (options->result) {
	case HA_OPTIONS_ALLOW:
		return AC_PERMIT;
	case HA_OPTIONS_NONE:
		return options->aclexec == HA_ACLEXEC_NONE ||
			       options->aclexec == HA_ACLEXEC_YES
			   ? 0
			   : AC_DENY;
	case HA_OPTIONS_DENY:
	case HA_OPTIONS_TWIST:
	case HA_OPTIONS_ERROR:
	case HA_OPTIONS_LOOKUP:
		break;
	}
	return AC_DENY;
}

EXPORT void
process_options(char *text, struct request_info *request)
{
	const bool dry = dry_run;
	const int error = errno;
	struct ha_slice rest = ha_slice_of(text);
	struct ha_options options;
	struct call call;
	int verdict = AC_DENY;

	if (ha_slice_all(rest, HA_C_SPACE))
		return;
	severity_reset();
	call_begin(&call, request);
	verbose_tell_options(&call.log, rest);
	if (call.unusable)
		decision_tell_unusable(&call);
	else if (read_options(&call, text, &options) == HA_OK) {
		severity_set(options.severity);
		if (call.twist)
			effects_twist(&call);
		verdict = verdict_of(&options);
		/* It has said by dry_run that it would not return. */
		if (dry && options.result == HA_OPTIONS_TWIST)
			verdict = 0;
	}
	if (verdict == AC_DENY && call.settings.permissive)
		verdict = 0;
	daemon_log_faults_left(&call.log);
	call_end(&call);
	errno = error;
	if (verdict)
		longjmp(tcpd_buf, verdict);
}
