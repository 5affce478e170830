/* SPDX-License-Identifier: BSD-3-Clause */
/* The entry points of the module: pam_hostsaccess(8). */
#include "common/decide/decide.h"
#include "common/request/system_resolver.h"
#include "daemon/settings_file.h"
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

/* Reads the COUNT arguments WORDS; says what is wrong with them. */
static void
read_arguments(int count, const char **words, struct daemon_settings *settings)
{
	for (int i = 0; i < count; i++) {
		const char *fault = daemon_settings_word(words[i], settings);

		if (fault)
			reject_argument(words[i], fault);
	}
}

/* Decides by the rule files. */
static int
decide(struct call *call)
{
	const struct daemon_settings *settings = &call->settings;
	const struct ha_sink sink = daemon_log_sink(&call->log);
	const struct ha_effects effects = effects_of(call);
	struct ha_rules rules = {.strict = settings->strict,
				 .sink = &sink,
				 .effects = &effects,
				 .noexec = settings->noexec,
				 .settle_ms = SETTLE_MS};
	struct ha_system_resolver system;
	struct ha_resolver resolver;
	struct ha_request request;
	struct ha_verdict verdict;
	int result;

	ha_rules_name(&rules, settings->allow_file, settings->deny_file);
	ha_system_resolver_init(&system, settings->dns_timeout_ms, &resolver);
	system.geo_files = settings->geo_files;
	if (settings->nodns)
		resolver.name_of = NULL;
	ha_request_init(&request, &resolver);
	client_fill_request(&call->client, settings->daemon,
			    settings->rhost_confirmed, &request);
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
       const struct ha_fault *fault)
{
	struct ha_verdict refusal = {
	    .decision = HA_REFUSE, .reason = reason, .severity = -1};
	struct ha_request request;

	if (fault)
		refusal.fault = *fault;
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
	const struct ha_diagnostic trouble = {.id = HA_D_FILE_UNREADABLE,
					      .place.file = "gethostname",
					      .text = ha_slice_of(""),
					      .error =
						  call->client.own_name_error};
	struct ha_fault fault;

	ha_fault_set(&fault, &trouble);
	return refuse(call, HA_REASON_FILE, &fault);
}

static int
ignore(const struct call *call)
{
	if (call->settings.debug)
		daemon_log_message(&call->log, LOG_DEBUG,
				   "no remote host; ignored");
	return PAM_IGNORE;
}

/* How the call logs, by its settings. */
static void
set_log(struct call *call)
{
	call->log = (struct daemon_log){.name = NAME,
					.place = "under PAM",
					.quiet = call->settings.quiet,
					.debug = call->settings.debug,
					.two_lines = call->settings.two_lines};
}

/* Decides by the settings of CALL; UNREADABLE, if any, is why there are none.
 */
static int
check_client(struct call *call, const struct ha_fault *unreadable)
{
	enum client_host host = call->client.host;

	if (host == CLIENT_HOST_FAILED)
		return refuse_nameless(call);
	if (is_ignored(host, call->settings.norhost))
		return ignore(call);
	if (unreadable)
		return refuse(call, HA_REASON_FILE, unreadable);
	if (host != CLIENT_HOST_GIVEN && call->settings.norhost == NORHOST_DENY)
		return refuse(call, HA_REASON_NO_HOST, NULL);
	if (call->settings.unusable)
		return refuse(call, HA_REASON_CALLER, NULL);
	return decide(call);
}

/* Reads the settings of the machine and then the arguments, and decides. */
static int
check_settings(struct call *call, int count, const char **words)
{
	const struct daemon_settings_critic critic = {daemon_log_rejected,
						      &call->log};
	struct ha_slice daemon;
	const char *file =
	    daemon_settings_place(count, words, call->client.service, &daemon);
	struct daemon_settings_text text;
	struct ha_fault fault;
	enum ha_status status;
	int result;

	status = daemon_settings_read(file, daemon, SETTLE_MS, &text, &fault);
	if (status == HA_OK)
		daemon_settings_apply(&text, file, &critic, &call->settings);
	read_arguments(count, words, &call->settings);
	set_log(call);
	if (status == HA_ERR_MEMORY)
		result = refuse(call, HA_REASON_MEMORY, NULL);
	else
		result = check_client(call, status == HA_OK ? NULL : &fault);
	daemon_settings_free(&text);
	return result;
}

/* The check of auth, account and session alike. */
static int
check(pam_handle_t *pamh, int flags, int count, const char **words, int allowed)
{
	struct call call = {
	    .pamh = pamh, .flags = (unsigned)flags, .allowed = allowed};
	int result;

	daemon_settings_init(&call.settings);
	set_log(&call);
	result = client_read(pamh, &call.client);
	if (result != PAM_SUCCESS) {
		daemon_log_message(&call.log, LOG_ERR, "no PAM items; refused");
		return result;
	}
	return check_settings(&call, count, words);
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
