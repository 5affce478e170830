/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/guard/guard.h"

#include "common/decide/report.h"
#include "hostsaccess/finding/known.h"
#include "hostsaccess/guard/decide.h"
#include "hostsaccess/past/recent.h"
#include "hostsaccess/past/session.h"
#include "hostsaccess/past/wtmp.h"
#include "hostsaccess/past/wtmpdb.h"
#include "hostsaccess/tool/arguments.h"
#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY (24L * 60 * 60)
/* How far back logins are looked at, and how many of them are asked about. */
#define DAYS 30
#define LOGINS_MAX 64
#define SECONDS_MAX 10

/* What decides here, and who hears of it. */
struct guard {
	const struct names *names;
	const struct arguments *arguments;
	guard_fn *take;
	void *context;
};

/*
 * Whether LOGIN is refused; then *VERDICT has the rule, or the fault, and
 * *CONDITION what an aclexec must say for that, or "".
 */
static bool
refuses(const struct ways *ways, const struct login *login,
	struct ha_verdict *verdict, const char **condition)
{
	struct ha_verdict other;
	bool both;
	struct ask_client client = decide_client(login);

	client.daemon = ha_slice_of(login->daemon);
	*condition = "";
	both = decide_both(ways, &client, NULL, false, verdict, &other);
	if (!both || verdict->decision == other.decision)
		return verdict->decision == HA_REFUSE;
	*condition = " if the command of an aclexec fails";
	if (other.decision == HA_REFUSE) {
		*condition = " if the command of an aclexec succeeds";
		*verdict = other;
	}
	return true;
}

/* What could not be found out, if that is why VERDICT refuses. */
static const char *
doubt_of(const struct ha_verdict *verdict)
{
	switch (verdict->reason) {
	case HA_REASON_LOOKUP:
		return ": what it asks cannot be found out now";
	case HA_REASON_NO_USER:
		return ": there is no user yet where it is asked";
	case HA_REASON_TIME:
		return ": whether its time has come is not certain";
	default:
		return "";
	}
}

/*
 * Says in REFUSED->why by which rule VERDICT refuses, or for what else; returns
 * where that is, in FILE if need be, or nowhere.
 */
static struct ha_place
say_why(const struct ha_verdict *verdict, const char *condition,
	char file[HA_EXCERPT_MAX + 1], struct guard_refused *refused)
{
	const struct ha_fault *fault = &verdict->fault;
	const char *daemon = refused->login->daemon;
	char rule[HA_REPORT_MAX];

	if (verdict->reason == HA_REASON_CALLER) {
		snprintf(refused->why, sizeof(refused->why),
			 "%s refuses everybody, for wrong arguments or "
			 "settings",
			 daemon);
		return verdict->place;
	}
	if (verdict->place.file) {
		ha_quote(
		    (struct ha_slice){verdict->rule.bytes, verdict->rule.size},
		    rule, sizeof(rule));
		snprintf(refused->why, sizeof(refused->why),
			 "%s decides by %s%s%s", daemon, rule, condition,
			 doubt_of(verdict));
		return verdict->place;
	}
	if (!ha_slice_copy(
		(struct ha_slice){fault->file.bytes, fault->file.size}, file,
		HA_EXCERPT_MAX + 1))
		file = NULL;
	refused->fault = true;
	snprintf(refused->why, sizeof(refused->why), "%s cannot decide",
		 daemon);
	return (struct ha_place){file, fault->line, fault->column};
}

/* Hands *REFUSED over if WAYS refuse its login; returns whether they do. */
static bool
check_ways(const struct guard *guard, const struct ways *ways,
	   struct guard_refused *refused)
{
	char file[HA_EXCERPT_MAX + 1];
	struct ha_verdict verdict;
	const char *condition;

	if (!refuses(ways, refused->login, &verdict, &condition))
		return false;
	refused->place = say_why(&verdict, condition, file, refused);
	if (refused->place.file)
		guard->take(guard->context, refused);
	return true;
}

/* Leaves those of WAYS that refuse; returns whether there are any. */
static bool
drop_permissive(struct ways *ways)
{
	size_t count = 0;

	for (size_t i = 0; i < ways->count; i++)
		if (!ways->all[i].settings->values.permissive)
			ways->all[count++] = ways->all[i];
	ways->count = count;
	return count > 0;
}

/* Likewise, by the ways that the daemon of the login has. */
static bool
check(const struct guard *guard, struct guard_refused *refused)
{
	struct ha_slice daemon = ha_slice_of(refused->login->daemon);
	struct ways ways;
	bool is;

	if (guard->names)
		ways_find(guard->names, daemon, guard->arguments, NULL, &ways);
	else
		ways_of_arguments(guard->arguments, daemon, &ways);
	is = drop_permissive(&ways) && check_ways(guard, &ways, refused);
	ways_free(&ways);
	return is;
}

static void
check_login(const struct guard *guard, const struct login *login, time_t now)
{
	struct guard_refused refused = {.id = FINDING_LOCK_OUT_LOGIN,
					.login = login};
	char name[sizeof(login->user) * 4 + 8];
	long days = now > login->time ? (long)(now - login->time) / DAY : 0;

	ha_quote(ha_slice_of(login->user), name, sizeof(name));
	snprintf(refused.user, sizeof(refused.user), "user %s, %ld days ago; ",
		 name, days);
	check(guard, &refused);
}

struct guard_sources
guard_sources_of(const struct arguments *arguments, bool reads_log)
{
	bool all = !(arguments->given & ARGUMENT_WTMP);

	return (struct guard_sources){.wtmp = arguments->wtmp,
				      .wtmpdb = all ? WTMPDB_FILE : NULL,
				      .sessions = all ? SESSION_FOLDER : NULL,
				      .parents = all,
				      .log = all && !reads_log};
}

void
guard_logins(const struct guard_sources *sources, time_t since,
	     struct logins *logins)
{
	wtmp_read(sources->wtmp, since, logins);
	if (sources->wtmpdb)
		wtmpdb_read(sources->wtmpdb, since, logins);
	if (sources->log && logins->count == 0)
		recent_read(since, logins);
	if (sources->sessions)
		sessions_read(sources->sessions, logins);
	logins_sort(logins);
}

void
guard_ask(const struct names *names, const struct arguments *arguments,
	  const struct guard_sources *sources, guard_fn *take, void *context)
{
	const struct guard guard = {names, arguments, take, context};
	time_t now = time(NULL), start;
	struct logins logins = {0};
	struct login session;
	struct guard_refused refused = {.id = FINDING_LOCK_OUT,
					.login = &session};
	bool has_session = session_find(sources->parents, &session);
	bool is_refused = false;

	guard_logins(sources, now - DAYS * DAY, &logins);
	start = time(NULL);
	if (has_session)
		is_refused = check(&guard, &refused);
	for (size_t i = 0; i < logins.count && i < LOGINS_MAX &&
			   time(NULL) - start < SECONDS_MAX;
	     i++) {
		const struct login *login = &logins.logins[i];

		/* who came from there as somebody else may be another matter */
		if (!has_session || strcmp(login->host, session.host) != 0 ||
		    strcmp(login->daemon, session.daemon) != 0 ||
		    (!is_refused && strcmp(login->user, session.user) != 0))
			check_login(&guard, login, now);
	}
	logins_free(&logins);
}

void
guard_add_finding(void *context, const struct guard_refused *refused)
{
	findings_add(context, refused->id, refused->place,
		     ha_slice_of(refused->login->host), "%s%s", refused->user,
		     refused->why);
}

char *
guard_key(const struct guard_refused *refused)
{
	const struct login *login = refused->login;
	char *key;

	if (asprintf(&key, "%d:%s:%s:%s", (int)refused->id, login->daemon,
		     login->user, login->host) < 0)
		memory_out();
	return key;
}

/* Whether REFUSED is one of those that FINDINGS know, or learn. */
static bool
is_known(struct findings *findings, const struct guard_refused *refused)
{
	char *key;
	bool known;

	if (findings->known->learns && refused->fault)
		return true;
	key = guard_key(refused);
	known = known_has_key(findings->known, ha_slice_of(key));
	free(key);
	return known;
}

/* A guard_fn: adds a warning to CONTEXT, findings, unless it is known. */
static void
add_new(void *context, const struct guard_refused *refused)
{
	struct findings *findings = context;
	struct known *known = findings->known;

	if (known && is_known(findings, refused))
		return;
	findings->known = NULL; /* where it stands does not matter */
	guard_add_finding(findings, refused);
	findings->known = known;
}

void
guard_check(struct findings *findings, const struct names *names,
	    const struct arguments *arguments,
	    const struct guard_sources *sources)
{
	guard_ask(names, arguments, sources, add_new, findings);
}
