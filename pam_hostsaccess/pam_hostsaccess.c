/* SPDX-License-Identifier: BSD-3-Clause */
/* The entry points of the module: pam_hostsaccess(8). */
#include "common/decide/report.h"
#include "common/decide/rules.h"
#include "common/request/system_resolver.h"
#include "pam_hostsaccess/effects.h"

#include <stdio.h>
#include <stdlib.h>
#include <syslog.h>

#define EXPORT __attribute__((visibility("default")))

/*
 * The parts of a change follow each other within 20 ms: that, and two ticks of
 * the kernel's clock, by which it dates a change too early if it is late.  The
 * slowest ticks 100 times a second.
 */
#define SETTLE_MS 40

/* How many faults of rule files one decision logs, line by line. */
#define DIAGNOSTICS_MAX 8

/* Counts the faults that a decision meets, and logs the first of them. */
struct diagnostics {
	unsigned long errors;
	bool debug;
};

static void
receive_diagnostic(void *context, const struct ha_diagnostic *diagnostic)
{
	struct diagnostics *diagnostics = context;
	bool error = ha_diagnostic_severity(diagnostic->id) == HA_ERROR;
	char line[HA_REPORT_MAX];

	if (error && ++diagnostics->errors > DIAGNOSTICS_MAX)
		return;
	if (!error && !diagnostics->debug)
		return;
	ha_report_diagnostic(diagnostic, HA_IN_QUOTES, line, sizeof(line));
	outcome_log(error ? LOG_ERR : LOG_DEBUG, line);
}

static void
log_remaining(const struct diagnostics *diagnostics)
{
	char line[128];

	if (diagnostics->errors <= DIAGNOSTICS_MAX)
		return;
	snprintf(line, sizeof(line),
		 "pam_hostsaccess: errors in rule files not shown: %lu",
		 diagnostics->errors - DIAGNOSTICS_MAX);
	outcome_log(LOG_ERR, line);
}

static void
reject_argument(const char *word, const char *fault)
{
	char quoted[HA_REPORT_MAX / 2], line[HA_REPORT_MAX];

	ha_report_quote(ha_slice_of(word), quoted, sizeof(quoted));
	snprintf(line, sizeof(line), "pam_hostsaccess: argument %s: %s", quoted,
		 fault);
	outcome_log(LOG_ERR, line);
}

/* Decides by the rule files. */
static int
decide(struct call *call)
{
	const struct arguments *arguments = &call->arguments;
	struct diagnostics diagnostics = {.debug = arguments->debug};
	const struct ha_sink sink = {receive_diagnostic, &diagnostics};
	const struct ha_effects effects = effects_of(call);
	struct ha_rules rules = {.strict = arguments->strict,
				 .sink = &sink,
				 .effects = &effects,
				 .noexec = arguments->noexec,
				 .settle_ms = SETTLE_MS};
	struct ha_system_resolver system;
	struct ha_resolver resolver;
	struct ha_request request;
	struct ha_verdict verdict;
	int result;

	ha_rules_name(&rules, arguments->allow_file, arguments->deny_file);
	ha_system_resolver_init(&system, arguments->dns_timeout_ms, &resolver);
	if (arguments->nodns)
		resolver.name_of = NULL;
	ha_request_init(&request, &resolver);
	client_fill_request(&call->client, arguments->daemon,
			    arguments->rhost_confirmed, &request);
	ha_decide(&rules, &request, &verdict);
	log_remaining(&diagnostics);
	result = outcome_of_verdict(call, &request, &verdict);
	free(call->words);
	call->words = NULL;
	return result;
}

/* Refuses for a reason that no rule is asked about; FAULT may be NULL. */
static int
refuse(const struct call *call, enum ha_reason reason,
       const struct ha_diagnostic *fault)
{
	struct ha_verdict refusal = {
	    .decision = HA_REFUSE, .reason = reason, .severity = -1};
	struct ha_request request;

	if (fault)
		ha_fault_set(&refusal.fault, fault);

	ha_request_init(&request, NULL);
	client_fill_request(&call->client, NULL, false, &request);
	return outcome_of_verdict(call, &request, &refusal);
}

/* Whether there is nobody to decide about. */
static bool
is_ignored(enum client_host host, enum norhost norhost)
{
	switch (norhost) {
	case NORHOST_DEFAULT:
		return host == CLIENT_HOST_NONE;
	case NORHOST_IGNORE:
		return host == CLIENT_HOST_NONE || host == CLIENT_HOST_OWN;
	case NORHOST_DENY:
	case NORHOST_UNKNOWN:
		break;
	}
	return false;
}

/* Refuses because it is not known who this host is. */
static int
refuse_nameless(const struct call *call)
{
	const struct ha_diagnostic fault = {.id = HA_D_FILE_UNREADABLE,
					    .place.file = "gethostname",
					    .text = ha_slice_of(""),
					    .error =
						call->client.own_name_error};

	return refuse(call, HA_REASON_FILE, &fault);
}

static int
ignore(const struct call *call)
{
	if (call->arguments.debug)
		outcome_log(LOG_DEBUG,
			    "pam_hostsaccess: no remote host; ignored");
	return PAM_IGNORE;
}

/* The check of auth, account and session alike. */
static int
check(pam_handle_t *pamh, int flags, int count, const char **words, int allowed)
{
	struct call call = {
	    .pamh = pamh, .flags = (unsigned)flags, .allowed = allowed};
	enum client_host host;
	int result;

	arguments_read(count, words, reject_argument, &call.arguments);
	result = client_read(pamh, &call.client);
	if (result != PAM_SUCCESS) {
		outcome_log(LOG_ERR, "pam_hostsaccess: no PAM items; refused");
		return result;
	}
	host = call.client.host;
	if (host == CLIENT_HOST_FAILED)
		return refuse_nameless(&call);
	if (is_ignored(host, call.arguments.norhost))
		return ignore(&call);
	if (host != CLIENT_HOST_GIVEN && call.arguments.norhost == NORHOST_DENY)
		return refuse(&call, HA_REASON_NO_HOST, NULL);
	if (call.arguments.unusable)
		return refuse(&call, HA_REASON_CALLER, NULL);
	return decide(&call);
}

EXPORT int
pam_sm_authenticate(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
	return check(pamh, flags, argc, argv, PAM_IGNORE);
}

EXPORT int
pam_sm_setcred(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
	(void)pamh;
	(void)flags;
	(void)argc;
	(void)argv;
	return PAM_IGNORE;
}

EXPORT int
pam_sm_acct_mgmt(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
	return check(pamh, flags, argc, argv, PAM_SUCCESS);
}

EXPORT int
pam_sm_open_session(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
	return check(pamh, flags, argc, argv, PAM_SUCCESS);
}

EXPORT int
pam_sm_close_session(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
	(void)pamh;
	(void)flags;
	(void)argc;
	(void)argv;
	return PAM_IGNORE;
}
