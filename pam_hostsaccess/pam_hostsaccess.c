/* SPDX-License-Identifier: BSD-3-Clause */
/* The entry points of the module: pam_hostsaccess(8). */
#include "common/decide/rules.h"
#include "common/request/system_resolver.h"
#include "pam_hostsaccess/effects.h"

#include <stdlib.h>
#include <syslog.h>

#define NAME "pam_hostsaccess"

#define EXPORT __attribute__((visibility("default")))

/*
 * The parts of a change follow each other within 20 ms: that, and two ticks of
 * the kernel's clock, by which it dates a change too early if it is late.  The
 * slowest ticks 100 times a second.
 */
#define SETTLE_MS 40

static void
reject_argument(const char *word, const char *fault)
{
	const struct daemon_log log = {.name = NAME};
	char quoted[HA_REPORT_MAX / 2];

	ha_report_quote(ha_slice_of(word), quoted, sizeof(quoted));
	daemon_log_message(&log, LOG_ERR, "argument %s: %s", quoted, fault);
}

/* Decides by the rule files. */
static int
decide(struct call *call)
{
	const struct arguments *arguments = &call->arguments;
	const struct ha_sink sink = daemon_log_sink(&call->log);
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
	daemon_log_faults_left(&call->log);
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
		daemon_log_message(&call->log, LOG_DEBUG,
				   "no remote host; ignored");
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
	call.log = (struct daemon_log){.name = NAME,
				       .place = "under PAM",
				       .quiet = call.arguments.quiet,
				       .debug = call.arguments.debug,
				       .two_lines = call.arguments.two_lines};
	result = client_read(pamh, &call.client);
	if (result != PAM_SUCCESS) {
		daemon_log_message(&call.log, LOG_ERR, "no PAM items; refused");
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
