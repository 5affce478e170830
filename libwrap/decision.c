/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/decision.h"

#include "common/source/source.h"
#include "libwrap/call.h"
#include "libwrap/effects.h"
#include "libwrap/looks.h"
#include "libwrap/severity.h"
#include "libwrap/verbose.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <syslog.h>

static _Atomic(const struct request_info *) refused_last;

/* Takes facts in full that a request_info may have cut. */
static void
set_facts(const struct decision_facts *facts, struct call *call)
{
	struct ha_request *request = &call->request;
	const struct ha_slice name = ha_slice_of(facts->name);

	if (!call->settings.daemon)
		ha_request_set_daemon(request, ha_slice_of(facts->daemon));
	ha_request_set_user(request, ha_slice_of(facts->user));
	ha_endpoint_set_address(&request->client, ha_slice_of(facts->address));
	ha_endpoint_set_name(&request->client, name);
}

/* Stands for NULL, as nobody can read it. */
static const char no_table[] = "/dev/null/(null)";

/* A file that the program has named; what it lacks is no error to it. */
static void
set_file(const char *table, const char *standard, const char *setting,
	 const char **file, bool *optional)
{
	bool chosen = !table || strcmp(table, standard) != 0;

	*file = chosen || !setting ? table : setting;
	if (!table)
		*file = no_table;
	*optional =
	    table && (chosen || !setting || strcmp(setting, standard) == 0);
}

static void
set_rules(const struct call *call, struct ha_rules *rules)
{
	const struct daemon_settings *settings = &call->settings;

	set_file(hosts_allow_table, HA_ALLOW_FILE, settings->allow_file,
		 &rules->allow_file, &rules->allow_optional);
	set_file(hosts_deny_table, HA_DENY_FILE, settings->deny_file,
		 &rules->deny_file, &rules->deny_optional);
	rules->strict = settings->strict;
	rules->noexec = settings->noexec;
}

/* Says once in this process that there are no rules, as there is no folder. */
static void
tell_no_folder(const struct call *call, const char *file)
{
	static atomic_flag told = ATOMIC_FLAG_INIT;

	if (!atomic_flag_test_and_set(&told))
		daemon_log_message(&call->log, LOG_WARNING,
				   "no folder of %s, as in a chroot: no rules",
				   file);
}

/*
 * Leaves an optional file of RULES out where VERDICT says that it could not be
 * read, and its folder is missing.  Returns whether one is left out.
 */
static bool
leave_out(const struct call *call, const struct ha_verdict *verdict,
	  struct ha_rules *rules)
{
	const char **files[] = {&rules->allow_file, &rules->deny_file};
	const bool optional[] = {rules->allow_optional, rules->deny_optional};
	bool found = false;

	if (verdict->reason != HA_REASON_FILE || verdict->fault.error != ENOENT)
		return false;
	for (int i = 0; i < 2; i++) {
		if (!optional[i] || !*files[i] ||
		    !ha_source_lacks_folder(*files[i]))
			continue;
		tell_no_folder(call, *files[i]);
		*files[i] = NULL;
		found = true;
	}
	return found;
}

/* Nobody gets in: the settings are unusable, or there is no memory for them. */
static void
refuse_all(const struct call *call, struct ha_verdict *verdict)
{
	*verdict = (struct ha_verdict){.decision = HA_REFUSE,
				       .reason = call->fault.id == HA_D_NONE
						     ? HA_REASON_MEMORY
						     : HA_REASON_FILE,
				       .severity = -1,
				       .fault = call->fault};
}

static void
decide(struct call *call, struct ha_verdict *verdict)
{
	struct daemon_log *log = &call->log;
	const struct ha_sink sink = daemon_log_sink(log);
	const struct ha_effects effects = effects_of(call);
	struct ha_rules rules = {.sink = &sink, .effects = &effects};

	if (call->unusable) {
		refuse_all(call, verdict);
		return;
	}
	set_rules(call, &rules);
	looks_decide(&rules, &call->request, verdict);
	while (leave_out(call, verdict, &rules)) {
		if (verdict->acted)
			rules.effects = NULL;
		looks_decide(&rules, &call->request, verdict);
	}
	daemon_log_faults_left(log);
}

static void
log_verdict(struct call *call, const struct ha_verdict *verdict, bool dry)
{
	struct daemon_log *log = &call->log;
	const struct ha_report report = {
	    &call->request, verdict, call->request.daemon.text,
	    call->settings.permissive, .userless = log->name};

	/* Who just tries rules out refuses nobody. */
	if (!dry)
		daemon_log_decision(log, &report);
	verbose_tell(log, verdict);
}

void
decision_tell_unusable(struct call *call)
{
	struct ha_verdict verdict;

	refuse_all(call, &verdict);
	log_verdict(call, &verdict, false);
}

int
decision_make(struct request_info *request, const struct decision_facts *facts)
{
	const bool dry = dry_run;
	const int error = errno;
	struct ha_verdict verdict;
	struct call call;
	bool allowed;

	severity_reset();
	if (__atomic_load_n(&resident, __ATOMIC_RELAXED) <= 0)
		__atomic_fetch_add(&resident, 1, __ATOMIC_RELAXED);
	call_begin(&call, request);
	if (facts)
		set_facts(facts, &call);
	decide(&call, &verdict);
	verdict.severity = severity_set(verdict.severity);
	log_verdict(&call, &verdict, dry);
	if (call.twist)
		effects_twist(&call); /* does not return */
	allowed = verdict.decision == HA_ALLOW || call.settings.permissive;
	atomic_store(&refused_last, allowed ? NULL : request);
	call_end(&call);
	errno = error;
	return allowed;
}

bool
decision_is_logged(const struct request_info *request)
{
	return atomic_load(&refused_last) == request;
}

void
decision_forget(const struct request_info *request)
{
	const struct request_info *expected = request;

	atomic_compare_exchange_strong(&refused_last, &expected, NULL);
}
