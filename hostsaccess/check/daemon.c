/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/daemon.h"

#include "hostsaccess/check/daemon_name.h"
#include "hostsaccess/check/diagnose.h"
#include "hostsaccess/check/guess.h"
#include "hostsaccess/check/placeholder.h"
#include "hostsaccess/check/service_name.h"
#include "hostsaccess/finding/hint.h"
#include "hostsaccess/machine/machine.h"

static void
find(struct check *check, enum finding_id id, struct ha_slice token)
{
	check_find(check, id, ha_rule_place(check->rule, token), token, NULL);
}

static bool
is_bracketed(struct ha_slice token)
{
	return token.size > 1 && token.data[0] == '[' &&
	       token.data[token.size - 1] == ']';
}

/* Whether TOKEN, a daemon, reads as an address, a net or a netgroup. */
static bool
is_client(struct ha_slice token)
{
	struct ha_pattern pattern;

	if (token.data[0] == '@' || is_bracketed(token))
		return true;
	if (!ha_slice_any(token, HA_C_DIGIT) &&
	    ha_slice_find(token, ':') == token.size)
		return false;
	ha_pattern_of_host(token, (struct ha_place){0}, NULL, &pattern);
	return pattern.kind == HA_PATTERN_NET ||
	       (ha_slice_any(token, HA_C_DIGIT) && pattern.numeric &&
		ha_slice_any(token, HA_C_DOT));
}

/* A name, and no pattern. */
static void
check_name(struct check *check, struct ha_slice token)
{
	const char *keyword = guess_keyword(token);
	const char *advice = guess_no_daemon(token);
	struct ha_sink sink = diagnose_sink(check);
	struct hint hint = {.size = 0};

	if (service_name_check(check, token))
		return;
	if (placeholder_is(token)) {
		find(check, FINDING_PLACEHOLDER, token);
		return;
	}
	if (ha_slice_find(token, '[') < token.size ||
	    ha_slice_find(token, ']') < token.size) {
		ha_diagnose(&sink, HA_D_BRACKET_UNBALANCED,
			    ha_rule_place(check->rule, token), token, 0);
	} else if (advice) {
		hint_add(&hint, "%s", advice);
		check_find(check, FINDING_NO_KEYWORD,
			   ha_rule_place(check->rule, token), token, &hint);
	} else if (keyword && !ha_slice_is(token, "LOCAL")) {
		hint_mean(&hint, ha_slice_of(keyword));
		check_find(check, FINDING_MISSPELT_KEYWORD,
			   ha_rule_place(check->rule, token), token, &hint);
	} else if (ha_slice_is(token, "LOCAL")) {
		find(check, FINDING_DAEMON_KEYWORD, token);
	} else if (token.data[0] == '-' ||
		   !ha_slice_all(token, HA_C_HOST_NAME)) {
		guess_byte(&hint, token);
		if (hint.size == 0)
			daemon_name_hint(&hint, token);
		check_find(check, FINDING_ODD_DAEMON,
			   ha_rule_place(check->rule, token), token, &hint);
	} else if (!check->machine) {
		daemon_name_check(check, token);
	} else {
		machine_check_daemon(check->machine, check->findings,
				     ha_rule_place(check->rule, token), token);
	}
}

void
daemon_check(struct check *check, const struct ha_token *token,
	     const struct ha_pattern *pattern)
{
	struct ha_slice daemon = token->left;

	if (check_is_told(check, daemon))
		return;
	if (token->split && !ha_slice_is(daemon, "sshd"))
		find(check, FINDING_SERVER, daemon);
	if (is_client(daemon)) {
		find(check, FINDING_DAEMON_ADDRESS, daemon);
		return;
	}
	switch (pattern->kind) {
	case HA_PATTERN_PORT:
		find(check, FINDING_DAEMON_PORT, daemon);
		break;
	case HA_PATTERN_PARANOID:
	case HA_PATTERN_UNKNOWN:
		find(check, FINDING_DAEMON_KEYWORD, daemon);
		break;
	case HA_PATTERN_WILDCARD:
		if (guess_fits_states(daemon))
			find(check, FINDING_WILDCARD_WORDS, daemon);
		break;
	case HA_PATTERN_TEXT:
		check_name(check, daemon);
		break;
	case HA_PATTERN_SUFFIX:
	case HA_PATTERN_PREFIX:
		daemon_name_check(check, daemon);
		break;
	case HA_PATTERN_NEVER:
	case HA_PATTERN_ALL:
	case HA_PATTERN_KNOWN:
	case HA_PATTERN_LOCAL:
	case HA_PATTERN_NETGROUP:
	case HA_PATTERN_LIST:
	case HA_PATTERN_PREDICATE:
	case HA_PATTERN_NET:
	case HA_PATTERN_FULL_NAME:
		break;
	}
}

/* A longer list, which would be read for each user of it, has others, too. */
#define LIST_MAX 4096

/* Whether the daemon list of RULE, which has words, has sshd only. */
static bool
is_for_sshd(const struct ha_rule *rule)
{
	struct ha_slice rest = rule->daemons, word;

	if (rest.size > LIST_MAX)
		return false;
	while (ha_token_next(&rest, &word))
		if (!ha_slice_is(ha_slice_head(word, ha_slice_find(word, '@')),
				 "sshd"))
			return false;
	return true;
}

/* USER of USER@HOST, whom sshd never knows, and other daemons seldom. */
static void
check_remote_user(struct check *check, struct ha_slice user)
{
	struct hint hint = {.size = 0};

	if (!is_for_sshd(check->rule)) {
		find(check, FINDING_REMOTE_USER, user);
		return;
	}
	hint_add(&hint,
		 "write the host alone; who logs in is said behind a second "
		 "':', by \"require user=%.*s\"",
		 (int)ha_slice_head(user, 60).size, user.data);
	check_find(check, FINDING_SSHD_USER, ha_rule_place(check->rule, user),
		   user, &hint);
}

void
daemon_check_user(struct check *check, struct ha_slice user,
		  const struct ha_pattern *pattern)
{
	if (user.data[0] == '/')
		find(check, FINDING_LIST_AT, user);
	else if (is_bracketed(user))
		find(check, FINDING_V6_NAME, user);
	else if (pattern->kind == HA_PATTERN_WILDCARD &&
		 guess_fits_states(user))
		find(check, FINDING_WILDCARD_WORDS, user);
	else if (pattern->kind != HA_PATTERN_ALL &&
		 pattern->kind != HA_PATTERN_UNKNOWN &&
		 pattern->kind != HA_PATTERN_WILDCARD)
		check_remote_user(check, user);
}
