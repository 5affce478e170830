/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/rule/match.h"

/* Matches one token of a list. */
typedef enum ha_status token_fn(const struct ha_matcher *matcher,
				const struct ha_rule *rule,
				struct ha_slice token, enum ha_match *match);

/* A list while it is matched; EXCEPT divides it into groups. */
struct walk {
	const struct ha_matcher *matcher;
	const struct ha_rule *rule;
	token_fn *match_token;
	struct ha_slice rest;
	struct ha_slice except; /* that ended the group read last, if any */
	unsigned group;         /* how many of them came before this group */
};

static void
diagnose(const struct ha_matcher *matcher, const struct ha_rule *rule,
	 enum ha_diagnostic_id id, struct ha_slice token)
{
	ha_diagnose(matcher->sink, id, ha_rule_place(rule, token), token, 0);
}

static void
trace_token(const struct walk *walk, struct ha_slice token, enum ha_match match)
{
	const struct ha_rule *rule = walk->rule;
	const struct ha_step step = {.kind = HA_STEP_TOKEN,
				     .place = ha_rule_place(rule, token),
				     .text = token,
				     .match = match,
				     .client = token.data >= rule->clients.data,
				     .group = walk->group};

	ha_trace_step(walk->matcher->trace, &step);
}

/*
 * What ONE, of a token, is to the list: who does not match an exception only
 * by a claim, or as far as it can be read, is not known to be none.
 */
static enum ha_match
match_in_group(const struct walk *walk, enum ha_match one)
{
	bool exception = walk->group % 2;

	if (one == HA_MATCH_UNLIKELY)
		return exception ? HA_MATCH_UNCONFIRMED : HA_MATCH_NO;
	if (one == HA_MATCH_UNREAD)
		return exception ? HA_MATCH_NUL : HA_MATCH_NO;
	return one;
}

/*
 * Matches the tokens up to the next EXCEPT or the end: a group matches if
 * one of them does.
 */
static enum ha_status
match_group(struct walk *walk, enum ha_match *match)
{
	struct ha_slice before = walk->except, token;
	bool empty = true;

	*match = HA_MATCH_NO;
	walk->except.size = 0;
	while (ha_token_next(&walk->rest, &token)) {
		enum ha_status status;
		enum ha_match one;

		if (ha_slice_is(token, "EXCEPT")) {
			walk->except = token;
			break;
		}
		empty = false;
		if (*match == HA_MATCH_YES)
			continue;
		status =
		    walk->match_token(walk->matcher, walk->rule, token, &one);
		if (status != HA_OK)
			return status;
		one = match_in_group(walk, one);
		if (walk->matcher->trace)
			trace_token(walk, token, one);
		*match = ha_match_or(*match, one);
	}
	if (empty && before.size > 0)
		diagnose(walk->matcher, walk->rule, HA_D_EXCEPT_EMPTY, before);
	else if (empty)
		diagnose(walk->matcher, walk->rule, HA_D_EXCEPT_FIRST,
			 walk->except);
	return HA_OK;
}

/*
 * Of the groups g0 EXCEPT g1 EXCEPT g2 ..., nested to the right, the first
 * one that does not match decides: g0 alone matching is a match, g0 and g1
 * is none, and so on.  Where a group is undecided both ways are followed.
 */
static enum ha_status
match_list(struct walk *walk, enum ha_match *match)
{
	bool may_match = false, may_not = false, odd = false;
	enum ha_match group, doubt = HA_MATCH_NO;

	for (;; odd = !odd) {
		enum ha_status status = match_group(walk, &group);

		if (status != HA_OK)
			return status;
		if (ha_match_is_undecided(group))
			doubt = ha_match_or(doubt, group);
		if (group != HA_MATCH_YES)
			*(odd ? &may_match : &may_not) = true;
		if (group != HA_MATCH_NO && walk->except.size == 0)
			*(odd ? &may_not : &may_match) = true;
		if (group == HA_MATCH_NO || walk->except.size == 0)
			break;
		walk->group++;
	}
	*match = doubt;
	if (may_match != may_not)
		*match = may_match ? HA_MATCH_YES : HA_MATCH_NO;
	return HA_OK;
}

static enum ha_status
match_host(const struct ha_matcher *matcher, const struct ha_rule *rule,
	   struct ha_slice token, struct ha_endpoint *endpoint,
	   enum ha_match *match)
{
	struct ha_pattern pattern;

	if (token.size == 0) {
		diagnose(matcher, rule, HA_D_HOST_EMPTY, token);
		*match = HA_MATCH_NO;
		return HA_OK;
	}
	ha_pattern_of_host(token, ha_rule_place(rule, token), matcher->sink,
			   &pattern);
	if (pattern.kind == HA_PATTERN_LIST)
		return ha_list_match(matcher, token, ha_rule_place(rule, token),
				     endpoint, match);
	*match = ha_pattern_match_host(&pattern, matcher->request, endpoint);
	return HA_OK;
}

/* DAEMON, PORT or DAEMON@SERVER; the daemon is looked at first. */
static enum ha_status
match_daemon(const struct ha_matcher *matcher, const struct ha_rule *rule,
	     struct ha_slice token, enum ha_match *match)
{
	struct ha_request *request = matcher->request;
	struct ha_slice daemon = token, host;
	bool split = ha_token_split(token, &daemon, &host);
	struct ha_pattern pattern;
	bool matches;

	ha_pattern_of_daemon(daemon, &pattern);
	if (pattern.kind == HA_PATTERN_PORT)
		matches = ha_pattern_match_port(&pattern, request);
	else
		matches = ha_pattern_match_fact(&pattern, &request->daemon);
	if (matches && split)
		return match_host(matcher, rule, host, &request->server, match);
	*match = matches ? HA_MATCH_YES : HA_MATCH_NO;
	return HA_OK;
}

/* CLIENT or USER@CLIENT; the client is looked at first. */
static enum ha_status
match_client(const struct ha_matcher *matcher, const struct ha_rule *rule,
	     struct ha_slice token, enum ha_match *match)
{
	struct ha_request *request = matcher->request;
	struct ha_slice user, host = token;
	bool split = ha_token_split(token, &user, &host);
	struct ha_pattern pattern;
	enum ha_status status;

	status = match_host(matcher, rule, host, &request->client, match);
	if (status != HA_OK || *match == HA_MATCH_NO || !split)
		return status;
	ha_pattern_of_user(user, &pattern);
	if (!ha_pattern_match_fact(&pattern, &request->user))
		*match = HA_MATCH_NO;
	return HA_OK;
}

/* A and B, neither of which is HA_MATCH_NO: either may be undecided. */
static enum ha_match
match_and(enum ha_match a, enum ha_match b)
{
	if (a == HA_MATCH_YES || b == HA_MATCH_YES)
		return a == HA_MATCH_YES ? b : a;
	return ha_match_or(a, b);
}

enum ha_status
ha_match_daemons(const struct ha_matcher *matcher, const struct ha_rule *rule,
		 enum ha_match *match)
{
	struct walk daemons = {.matcher = matcher,
			       .rule = rule,
			       .match_token = match_daemon,
			       .rest = rule->daemons};

	return match_list(&daemons, match);
}

enum ha_status
ha_match_rule(const struct ha_matcher *matcher, const struct ha_rule *rule,
	      enum ha_match *match)
{
	struct walk clients = {.matcher = matcher,
			       .rule = rule,
			       .match_token = match_client,
			       .rest = rule->clients};
	enum ha_match daemon;
	enum ha_status status = ha_match_daemons(matcher, rule, &daemon);

	if (status != HA_OK)
		return status;
	if (daemon == HA_MATCH_NO) {
		*match = HA_MATCH_NO;
		return HA_OK;
	}
	status = match_list(&clients, match);
	if (status == HA_OK && *match != HA_MATCH_NO)
		*match = match_and(*match, daemon);
	if (status == HA_OK && rule->nul)
		*match = ha_match_with_nul(*match);
	return status;
}

/* Checks the host of a token, if it has one; visits every token. */
static enum ha_status
check_host(const struct ha_matcher *matcher, const struct ha_rule *rule,
	   struct ha_slice host, enum ha_match *match)
{
	struct ha_pattern pattern;

	*match = HA_MATCH_FAILED;
	if (host.size > 0)
		ha_pattern_of_host(host, ha_rule_place(rule, host),
				   matcher->sink, &pattern);
	else
		diagnose(matcher, rule, HA_D_HOST_EMPTY, host);
	return HA_OK;
}

static enum ha_status
check_daemon(const struct ha_matcher *matcher, const struct ha_rule *rule,
	     struct ha_slice token, enum ha_match *match)
{
	struct ha_slice daemon, host;

	*match = HA_MATCH_FAILED;
	if (!ha_token_split(token, &daemon, &host))
		return HA_OK;
	return check_host(matcher, rule, host, match);
}

static enum ha_status
check_client(const struct ha_matcher *matcher, const struct ha_rule *rule,
	     struct ha_slice token, enum ha_match *match)
{
	struct ha_slice user, host = token;

	ha_token_split(token, &user, &host);
	return check_host(matcher, rule, host, match);
}

enum ha_status
ha_match_check(const struct ha_rule *rule, const struct ha_sink *sink)
{
	const struct ha_matcher matcher = {.sink = sink, .exhaustive = true};
	struct walk daemons = {.matcher = &matcher,
			       .rule = rule,
			       .match_token = check_daemon,
			       .rest = rule->daemons};
	struct walk clients = {.matcher = &matcher,
			       .rule = rule,
			       .match_token = check_client,
			       .rest = rule->clients};
	enum ha_match match;
	enum ha_status status;

	status = match_list(&daemons, &match);
	if (status != HA_OK)
		return status;
	return match_list(&clients, &match);
}
