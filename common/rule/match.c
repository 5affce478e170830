/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/rule/match.h"

#include "common/rule/visit.h"

/* A list while it is matched. */
struct walk {
	const struct ha_matcher *matcher;
	struct ha_tokens tokens;
};

static void
trace_token(const struct walk *walk, const struct ha_token *token,
	    enum ha_match match)
{
	const struct ha_step step = {
	    .kind = HA_STEP_TOKEN,
	    .place = ha_rule_place(walk->tokens.rule, token->text),
	    .text = token->text,
	    .match = match,
	    .client = token->client,
	    .group = token->group};

	ha_trace_step(walk->matcher->trace, &step);
}

/*
 * What ONE, of a token, is to the list: who does not match an exception only
 * by a claim, or as far as it can be read, is not known to be none.
 */
static enum ha_match
match_in_group(const struct ha_token *token, enum ha_match one)
{
	bool exception = token->group % 2;

	if (one == HA_MATCH_UNLIKELY)
		return exception ? HA_MATCH_UNCONFIRMED : HA_MATCH_NO;
	if (one == HA_MATCH_UNREAD)
		return exception ? HA_MATCH_NUL : HA_MATCH_NO;
	return one;
}

static enum ha_status
match_host(const struct walk *walk, const struct ha_token *token,
	   struct ha_endpoint *endpoint, enum ha_match *match)
{
	const struct ha_matcher *matcher = walk->matcher;
	struct ha_pattern pattern;

	*match = HA_MATCH_NO;
	if (!ha_token_host(&walk->tokens, token, &pattern))
		return HA_OK;
	if (pattern.kind == HA_PATTERN_LIST)
		return ha_list_match(
		    matcher, token->host,
		    ha_rule_place(walk->tokens.rule, token->host), endpoint,
		    match);
	*match = ha_pattern_match_host(&pattern, matcher->request, endpoint);
	return HA_OK;
}

/* DAEMON, PORT or DAEMON@SERVER; the daemon is looked at first. */
static enum ha_status
match_daemon(const struct walk *walk, const struct ha_token *token,
	     enum ha_match *match)
{
	struct ha_request *request = walk->matcher->request;
	struct ha_pattern pattern;
	bool matches;

	ha_token_left(token, &pattern);
	if (pattern.kind == HA_PATTERN_PORT)
		matches = ha_pattern_match_port(&pattern, request);
	else
		matches = ha_pattern_match_fact(&pattern, &request->daemon);
	if (matches && token->split)
		return match_host(walk, token, &request->server, match);
	*match = matches ? HA_MATCH_YES : HA_MATCH_NO;
	return HA_OK;
}

/* CLIENT or USER@CLIENT; the client is looked at first. */
static enum ha_status
match_client(const struct walk *walk, const struct ha_token *token,
	     enum ha_match *match)
{
	struct ha_request *request = walk->matcher->request;
	struct ha_pattern pattern;
	enum ha_status status;

	status = match_host(walk, token, &request->client, match);
	if (status != HA_OK || *match == HA_MATCH_NO || !token->split)
		return status;
	ha_token_left(token, &pattern);
	if (!ha_pattern_match_fact(&pattern, ha_request_user(request)))
		*match = HA_MATCH_NO;
	return HA_OK;
}

/* Matches the tokens of a group, which matches if one of them does. */
static enum ha_status
match_group(struct walk *walk, enum ha_match *match)
{
	struct ha_token token;

	*match = HA_MATCH_NO;
	while (*match != HA_MATCH_YES &&
	       ha_tokens_next(&walk->tokens, &token)) {
		enum ha_match one;
		enum ha_status status = token.client
					    ? match_client(walk, &token, &one)
					    : match_daemon(walk, &token, &one);

		if (status != HA_OK)
			return status;
		one = match_in_group(&token, one);
		if (walk->matcher->trace)
			trace_token(walk, &token, one);
		*match = ha_match_or(*match, one);
	}
	if (*match == HA_MATCH_YES)
		ha_tokens_skip(&walk->tokens);
	return HA_OK;
}

/*
 * Of the groups g0 EXCEPT g1 EXCEPT g2 ..., nested to the right, the first
 * one that does not match decides: g0 alone matching is a match, g0 and g1
 * is none, and so on.  Where a group is undecided both ways are followed.
 */
static enum ha_status
match_list(const struct ha_matcher *matcher, const struct ha_rule *rule,
	   bool client, enum ha_match *match)
{
	struct walk walk = {.matcher = matcher};
	bool may_match = false, may_not = false, odd = false, more;
	enum ha_match group, doubt = HA_MATCH_NO;

	ha_tokens_begin(&walk.tokens, rule, client, matcher->sink);
	walk.tokens.no_conditions = matcher->no_conditions;
	do {
		enum ha_status status = match_group(&walk, &group);

		if (status != HA_OK)
			return status;
		more = ha_tokens_next_group(&walk.tokens);
		if (ha_match_is_undecided(group))
			doubt = ha_match_or(doubt, group);
		if (group != HA_MATCH_YES)
			*(odd ? &may_match : &may_not) = true;
		if (group != HA_MATCH_NO && !more)
			*(odd ? &may_not : &may_match) = true;
		odd = !odd;
	} while (group != HA_MATCH_NO && more);
	*match = doubt;
	if (may_match != may_not)
		*match = may_match ? HA_MATCH_YES : HA_MATCH_NO;
	return HA_OK;
}

enum ha_status
ha_match_daemons(const struct ha_matcher *matcher, const struct ha_rule *rule,
		 enum ha_match *match)
{
	return match_list(matcher, rule, false, match);
}

enum ha_status
ha_match_clients(const struct ha_matcher *matcher, const struct ha_rule *rule,
		 enum ha_match *match)
{
	enum ha_match client;
	enum ha_status status = match_list(matcher, rule, true, &client);

	if (status != HA_OK)
		return status;
	*match = client == HA_MATCH_NO ? client : ha_match_and(client, *match);
	if (rule->nul)
		*match = ha_match_with_nul(*match);
	return HA_OK;
}
