/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/require.h"

#include "common/option/option.h"
#include "common/option/require.h"
#include "hostsaccess/check/condition.h"
#include "hostsaccess/check/condition_source.h"
#include "hostsaccess/cover/earlier.h"
#include "hostsaccess/finding/hint.h"
#include "hostsaccess/machine/machine.h"
#include "hostsaccess/machine/program.h"

#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define WEEK ((int64_t)7 * 24 * 60 * 60)

/* What comes of it that nobody knows the account of REQUIRED. */
static void
hint_account(const struct condition *condition,
	     const struct ha_required *required, struct hint *hint)
{
	bool refuses = condition->check->saying->decision == HA_REFUSE;

	if (required->kind == HA_REQUIRE_USER)
		hint_add(hint, "it holds for %s",
			 required->negated ? "every user that there is"
					   : "no user that there is");
	else
		hint_add(
		    hint, "who is in it cannot be found out, and the rule %s",
		    refuses ? "refuses all its clients" : "lets in nobody");
}

/* Looks whether there is the account of REQUIRED, which may be far away. */
static void
check_account(const struct condition *condition,
	      const struct ha_required *required)
{
	bool is_user = required->kind == HA_REQUIRE_USER;
	struct hint hint = {.size = 0};
	char name[256];
	bool found;

	if (!ha_slice_copy(required->value, name, sizeof(name)) ||
	    condition->check->users_asked++ >= CHECK_USERS_MAX)
		return;
	found = is_user ? getpwnam(name) != NULL : getgrnam(name) != NULL;
	if (found || ha_slice_all(required->value, HA_C_DIGIT))
		return;
	hint_account(condition, required, &hint);
	condition_find(condition, FINDING_CONDITION_ACCOUNT, &hint);
}

/* A time of `until` that is to come: perhaps soon. */
static void
check_end(const struct condition *condition, const struct ha_moment *moment,
	  int64_t now)
{
	struct hint hint = {.size = 0};

	if (moment->end - now >= WEEK)
		return;
	if (moment->begin <= now)
		hint_add(&hint, "today it has two readings: a rule that allows "
				"is passed over, and one that refuses "
				"refuses; a time with its zone has one");
	condition_find(condition, FINDING_CONDITION_SOON, &hint);
}

static void
check_time(const struct condition *condition,
	   const struct ha_required *required)
{
	int64_t now = (int64_t)time(NULL);
	const struct ha_moment *moment = &required->moment;

	if (required->kind == HA_REQUIRE_UNTIL && moment->end <= now)
		condition_find(condition, FINDING_CONDITION_EXPIRED, NULL);
	else if (required->kind == HA_REQUIRE_UNTIL)
		check_end(condition, moment, now);
	else if (moment->begin > now)
		condition_find(condition, FINDING_CONDITION_EARLY, NULL);
	else
		condition_find(condition, FINDING_CONDITION_ALWAYS, NULL);
}

/* A number that VALUE is, perhaps behind AS. */
static bool
read_number(struct ha_slice value, unsigned long *number)
{
	if (ha_slice_starts(value, ha_slice_of("AS")))
		value = ha_slice_from(value, 2);
	return ha_slice_number(value, 10, UINT32_MAX, number);
}

/* Whether ONE and OTHER, of the same condition, are the same value. */
static bool
is_same(const struct ha_required *one, const struct ha_required *other)
{
	unsigned long a, b;

	if (read_number(one->value, &a) && read_number(other->value, &b))
		return a == b;
	return one->kind == HA_REQUIRE_CLIENT
		   ? ha_slice_equal(one->value, other->value)
		   : ha_slice_same(one->value, other->value);
}

/* Whether who has one value of REQUIRED has no other. */
static bool
is_single(const struct ha_required *one, const struct ha_required *other)
{
	bool ids = ha_slice_all(one->value, HA_C_DIGIT);

	if (one->kind == HA_REQUIRE_USER)
		return ids == ha_slice_all(other->value, HA_C_DIGIT);
	return one->predicate && one->predicate->kind != HA_PREDICATE_FORWARD &&
	       one->predicate->kind != HA_PREDICATE_DNSBL;
}

/* Whether ONE and OTHER never hold at once. */
static bool
contradict(const struct ha_required *one, const struct ha_required *other)
{
	if (one->kind == HA_REQUIRE_FROM && other->kind == HA_REQUIRE_UNTIL)
		return one->moment.begin >= other->moment.end;
	if (one->kind == HA_REQUIRE_UNTIL && other->kind == HA_REQUIRE_FROM)
		return contradict(other, one);
	if (one->kind != other->kind || one->predicate != other->predicate)
		return false;
	if (one->negated != other->negated)
		return is_same(one, other);
	return !one->negated && !is_same(one, other) && is_single(one, other);
}

/* Tells if a condition before REST, from START on, contradicts REQUIRED. */
static void
check_others(const struct condition *condition, struct ha_slice start,
	     const struct ha_required *required)
{
	struct hint hint = {.size = 0};
	struct ha_required other;

	while (ha_require_next(&start, &other) &&
	       other.text.data < required->text.data) {
		if (other.fault != HA_D_NONE || !contradict(&other, required))
			continue;
		hint_add(&hint, "\"%.*s\" holds for nobody for whom this does",
			 (int)ha_slice_head(other.text, 60).size,
			 other.text.data);
		condition_find(condition, FINDING_CONDITION_NEVER, &hint);
		return;
	}
}

/* Whether the program of DAEMON, of this machine, asks libwrap: *OURS, or not.
 */
static bool
is_wrapped(const char *daemon, bool *ours)
{
	struct program program;
	bool found = program_of_daemon("", ha_slice_of(daemon), &program) &&
		     program_asks_wrap(&program);

	*ours = found && program.wrap.wrap == LOADER_WRAP_OURS;
	return found;
}

/*
 * Writes to DAEMON one that the rule of CHECK is for, and that asks libwrap,
 * *OURS or not, and so FILE.
 */
static bool
find_wrapped(const struct check *check, const char *file, char daemon[64],
	     bool *ours)
{
	/* that may be meant by ALL */
	static const char *const usual[] = {
	    "sshd",   "vsftpd",  "rpcbind",  "slapd", "proftpd",
	    "exim4",  "stunnel", "in.tftpd", "snmpd", "nrpe",
	    "xinetd", "mountd",  "dovecot"};
	struct ha_slice rest = check->rule->daemons, token;

	if (!check->machine || !machine_is_of_libwrap(check->machine, file))
		return false;
	while (ha_token_next(&rest, &token)) {
		if (ha_slice_is(token, "EXCEPT"))
			return false;
		if (ha_slice_copy(token, daemon, 64) &&
		    is_wrapped(daemon, ours))
			return true;
		for (size_t i = 0; ha_slice_is(token, "ALL") &&
				   i < sizeof(usual) / sizeof(*usual);
		     i++) {
			snprintf(daemon, 64, "%s", usual[i]);
			if (is_wrapped(daemon, ours))
				return true;
		}
	}
	return false;
}

/* Writes to DAEMON the first of the rule of CHECK if none of them logs in
 * anybody, with PAM or without. */
static bool
find_userless(const struct check *check, char daemon[64])
{
	static const char *const names[] = {
	    "rpcbind",   "portmap", "slapd",  "in.tftpd",   "tftpd",
	    "snmpd",     "nrpe",    "mountd", "rpc.mountd", "statd",
	    "rpc.statd", "gmetad",  "stunnel"};
	struct ha_slice rest = check->rule->daemons, token;
	bool found = false, one = true;

	while (one && ha_token_next(&rest, &token)) {
		one = false;
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			one |= ha_slice_is(token, names[i]);
		if (one && !found)
			found = ha_slice_copy(token, daemon, 64);
	}
	return found && one;
}

/* Before there is a user: to whom libwrap's daemons say what. */
static void
check_user(const struct condition *condition,
	   const struct ha_required *required)
{
	const struct check *check = condition->check;
	struct hint hint = {.size = 0};
	char daemon[64];
	bool ours = true;

	if (check->as_libwrap)
		hint_add(&hint, "a daemon that asks libwrap tells no user");
	else if (find_wrapped(check, condition->place.file, daemon, &ours))
		hint_add(&hint, "%s asks libwrap, and tells no user", daemon);
	else if (find_userless(check, daemon))
		hint_add(&hint, "%s logs in nobody", daemon);
	else
		return;
	if (!ours)
		hint_add(&hint, ": not knowing the option, that refuses all "
				"clients of the rule");
	else if (!required->negated)
		hint_add(&hint, ": the rule is passed over");
	else if (check->saying->decision == HA_REFUSE)
		hint_add(&hint, ": the rule refuses all its clients");
	else
		hint_add(&hint, ": the rule lets in nobody");
	condition_find(condition, FINDING_CONDITION_USER, &hint);
}

/* Whether the module is asked in auth for the first daemon of the rule. */
static void
check_auth(const struct condition *condition)
{
	const struct check *check = condition->check;
	struct ha_slice rest = check->rule->daemons, daemon;
	struct hint hint = {.size = 0};

	hint_add(&hint, "ask rules on addresses in auth, and this one by files "
			"that only a line of account names, with allowfile= "
			"and denyfile=");
	if (!check->machine || !ha_token_next(&rest, &daemon))
		return;
	if (ha_slice_is(daemon, "ALL"))
		daemon = ha_slice_of("sshd");
	if (machine_asks_in_auth(check->machine, daemon, condition->place.file))
		condition_find(condition, FINDING_CONDITION_AUTH, &hint);
}

static void
check_required(const struct condition *condition,
	       const struct ha_required *required, struct ha_slice start)
{
	switch (required->kind) {
	case HA_REQUIRE_NONE:
		return;
	case HA_REQUIRE_USER:
	case HA_REQUIRE_GROUP:
		check_account(condition, required);
		check_user(condition, required);
		check_auth(condition);
		break;
	case HA_REQUIRE_UNTIL:
	case HA_REQUIRE_FROM:
		check_time(condition, required);
		break;
	case HA_REQUIRE_CLIENT:
		condition_try(condition, required->predicate, required->value);
		break;
	}
	check_others(condition, start, required);
}

/* FIELD is a `require`. */
static void
check_option(struct check *check, const struct ha_option_field *field)
{
	struct ha_slice rest = field->value;
	struct ha_required required;

	while (ha_require_next(&rest, &required)) {
		const struct condition condition = {
		    check, required.text,
		    ha_rule_place(check->rule, required.text),
		    required.negated};

		if (required.fault == HA_D_NONE)
			check_required(&condition, &required, field->value);
	}
	if (field->value.size > 0)
		check_find(check, FINDING_REQUIRE_LIBWRAP,
			   ha_rule_place(check->rule, field->text), field->text,
			   NULL);
}

void
require_check(struct check *check)
{
	struct ha_slice rest = check->rule->options;
	struct ha_option_field field = {.followed = check->rule->has_options};

	while (field.followed) {
		ha_option_next(&rest, &field);
		if (ha_slice_is(field.keyword, "require"))
			check_option(check, &field);
	}
}
