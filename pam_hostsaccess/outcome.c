/* SPDX-License-Identifier: BSD-3-Clause */
#include "config.h"

#include "pam_hostsaccess/outcome.h"

#ifdef HAVE_LIBAUDIT_H
#include <libaudit.h>
#endif
#include <security/pam_ext.h>
#include <security/pam_modutil.h>
#include <string.h>

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
	case HA_REASON_ACCOUNT:
	case HA_REASON_TWIST:
	case HA_REASON_LOOKUP:
	case HA_REASON_UNCONFIRMED:
	case HA_REASON_NUL:
	case HA_REASON_HOST_BITS:
	case HA_REASON_NO_USER:
	case HA_REASON_TIME:
	case HA_REASON_MALFORMED:
	case HA_REASON_COMMAND:
	case HA_REASON_NO_HOST:
		break;
	}
	return PAM_PERM_DENIED;
}

/* Tells the client TEXT, line by line, as errors or else as information. */
static void
tell_lines(const struct call *call, const char *text, bool error)
{
	while (*text != '\0') {
		int size = (int)strcspn(text, "\n");

		if (error)
			pam_error(call->pamh, "%.*s", size, text);
		else
			pam_info(call->pamh, "%.*s", size, text);
		text += size;
		text += *text == '\n';
	}
}

/* Tells the client the words of the rule, or that it is refused. */
static void
tell_client(const struct call *call, const struct ha_request *request,
	    bool refused)
{
	char sentence[HA_REPORT_MAX];

	if (call->settings.nomessage || (call->flags & PAM_SILENT))
		return;
	if (call->words) {
		tell_lines(call, call->words, refused);
	} else if (refused) {
		ha_report_sentence(request, sentence, sizeof(sentence));
		tell_lines(call, sentence, refused);
	}
}

#ifdef HAVE_LIBAUDIT_H
static void
write_audit(const struct call *call)
{
	pam_modutil_audit_write(call->pamh, AUDIT_ANOM_LOGIN_LOCATION,
				"pam_hostsaccess", PAM_PERM_DENIED);
}

/*
 * libaudit looks a PAM_RHOST that is a name up, however long that takes; so
 * the client's address, or nothing, stands there meanwhile.
 */
static void
tell_audit(const struct call *call, const struct ha_request *request)
{
	const struct ha_endpoint *client = &request->client;
	bool known = client->address_fact.state == HA_FACT_KNOWN &&
		     client->candidate_count == 0;
	struct ha_slice host = call->client.remote_host;
	struct ha_address number;

	if (call->settings.noaudit)
		return;
	if (host.size == 0 || ha_address_parse(host, &number)) {
		write_audit(call);
		return;
	}
	if (!client_lend_host(call->pamh, host,
			      known ? client->address_text : NULL))
		return;
	write_audit(call);
	client_take_host_back(call->pamh);
}
#else
static void
tell_audit(const struct call *call, const struct ha_request *request)
{
	(void)call;
	(void)request;
}
#endif

int
outcome_of_verdict(const struct call *call, const struct ha_request *request,
		   const struct ha_verdict *verdict)
{
	const struct ha_report report = {.request = request,
					 .verdict = verdict,
					 .service = call->client.service,
					 .trial = call->settings.permissive};
	int result;

	daemon_log_decision(&call->log, &report);
	if (verdict->decision == HA_ALLOW)
		tell_client(call, request, false);
	if (verdict->decision == HA_ALLOW || call->settings.permissive)
		return call->allowed;
	result = refusal_of(verdict);
	if (result == PAM_PERM_DENIED) {
		tell_client(call, request, true);
		tell_audit(call, request);
	}
	return result;
}
