/* SPDX-License-Identifier: BSD-3-Clause */
#include "config.h"

#include "outcome.h"

#include "report.h"

#ifdef HAVE_LIBAUDIT_H
#include <libaudit.h>
#endif
#include <security/pam_ext.h>
#include <security/pam_modutil.h>
#include <syslog.h>

void
outcome_log(int severity, const char *line)
{
	if (!(severity & LOG_FACMASK))
		severity |= LOG_AUTHPRIV;
	syslog(severity, "%s", line);
}

/* The PAM result of a refusal: PAM_PERM_DENIED if the rules refuse. */
static int
refusal_of(const struct ha_verdict *verdict)
{
	switch (verdict->reason) {
	case HA_REASON_FILE:
	case HA_REASON_CALLER:
		return PAM_SERVICE_ERR;
	case HA_REASON_MEMORY:
		return PAM_BUF_ERR;
	case HA_REASON_NONE:
	case HA_REASON_RULE:
	case HA_REASON_DEFAULT:
	case HA_REASON_OPTION:
	case HA_REASON_TWIST:
	case HA_REASON_LOOKUP:
	case HA_REASON_NO_HOST:
		break;
	}
	return PAM_PERM_DENIED;
}

/* How severe the line of VERDICT is; -1 if it is not to be written. */
static int
severity_of(const struct arguments *arguments, const struct ha_verdict *verdict)
{
	if (verdict->decision != HA_ALLOW &&
	    refusal_of(verdict) != PAM_PERM_DENIED)
		return LOG_ERR;
	if (arguments->quiet)
		return -1;
	if (verdict->severity >= 0)
		return verdict->severity;
	if (verdict->decision != HA_ALLOW)
		return LOG_WARNING;
	if (verdict->skipped)
		return LOG_INFO;
	return arguments->debug ? LOG_DEBUG : -1;
}

static void
log_verdict(const struct call *call, const struct ha_request *request,
	    const struct ha_verdict *verdict)
{
	const struct ha_report report = {request, verdict, call->client.service,
					 call->client.user,
					 call->arguments.permissive};
	int severity = severity_of(&call->arguments, verdict);
	char line[HA_REPORT_MAX];

	if (severity < 0)
		return;
	ha_report_decision(&report, line, sizeof(line));
	outcome_log(severity, line);
}

static void
tell_client(const struct call *call, const struct ha_request *request)
{
	char sentence[HA_REPORT_MAX];

	if (call->arguments.nomessage || (call->flags & PAM_SILENT))
		return;
	ha_report_sentence(request, sentence, sizeof(sentence));
	pam_error(call->pamh, "%s", sentence);
}

static void
tell_audit(const struct call *call)
{
#ifdef HAVE_LIBAUDIT_H
	if (!call->arguments.noaudit)
		pam_modutil_audit_write(call->pamh, AUDIT_ANOM_LOGIN_LOCATION,
					"pam_hostsaccess", PAM_PERM_DENIED);
#else
	(void)call;
#endif
}

int
outcome_of_verdict(const struct call *call, const struct ha_request *request,
		   const struct ha_verdict *verdict)
{
	int result;

	log_verdict(call, request, verdict);
	if (verdict->decision == HA_ALLOW || call->arguments.permissive)
		return call->allowed;
	result = refusal_of(verdict);
	if (result == PAM_PERM_DENIED) {
		tell_client(call, request);
		tell_audit(call);
	}
	return result;
}
