/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/rule/visit.h"

static void
diagnose(const struct ha_tokens *tokens, enum ha_diagnostic_id id,
	 struct ha_slice token)
{
	ha_diagnose(tokens->sink, id, ha_rule_place(tokens->rule, token), token,
		    0);
}

void
ha_tokens_begin(struct ha_tokens *tokens, const struct ha_rule *rule,
		bool client, const struct ha_sink *sink)
{
	*tokens =
	    (struct ha_tokens){.rule = rule,
			       .sink = sink,
			       .client = client,
			       .rest = client ? rule->clients : rule->daemons,
			       .empty = true};
}

/* Takes the text of the next token.  Returns false where the group ends. */
static bool
next_text(struct ha_tokens *tokens, struct ha_slice *text)
{
	bool more;

	if (tokens->end.size > 0) /* it has ended */
		return false;
	more = ha_token_next(&tokens->rest, text);
	if (more && !ha_slice_is(*text, "EXCEPT")) {
		tokens->empty = false;
		return true;
	}
	if (more)
		tokens->end = *text;
	if (tokens->empty && tokens->begin.size == 0)
		diagnose(tokens, HA_D_EXCEPT_FIRST, tokens->end);
	else if (tokens->empty && !tokens->after_empty)
		diagnose(tokens, HA_D_EXCEPT_EMPTY, tokens->begin);
	return false;
}

/* Divides TOKEN into its parts. */
static void
split(struct ha_token *token)
{
	token->left = token->host = token->text;
	token->split = ha_token_split(token->text, &token->left, &token->host);
}

bool
ha_tokens_next(struct ha_tokens *tokens, struct ha_token *token)
{
	if (!next_text(tokens, &token->text))
		return false;
	token->client = tokens->client;
	token->except = false;
	token->group = tokens->group;
	split(token);
	return true;
}

void
ha_tokens_skip(struct ha_tokens *tokens)
{
	struct ha_slice text;

	while (next_text(tokens, &text))
		;
}

bool
ha_tokens_next_group(struct ha_tokens *tokens)
{
	if (tokens->end.size == 0)
		return false;
	tokens->begin = tokens->end;
	tokens->end.size = 0;
	tokens->after_empty = tokens->empty;
	tokens->empty = true;
	tokens->group++;
	return true;
}

bool
ha_token_host(const struct ha_tokens *tokens, const struct ha_token *token,
	      struct ha_pattern *pattern)
{
	if (token->host.size == 0) {
		diagnose(tokens, HA_D_HOST_EMPTY, token->host);
		return false;
	}
	(tokens->no_conditions ? ha_pattern_of_plain_host : ha_pattern_of_host)(
	    token->host, ha_rule_place(tokens->rule, token->host), tokens->sink,
	    pattern);
	if (pattern->kind == HA_PATTERN_PREDICATE && !token->client)
		diagnose(tokens, HA_D_CONDITION_SERVER, token->host);
	return true;
}

void
ha_token_left(const struct ha_token *token, struct ha_pattern *pattern)
{
	if (token->client)
		ha_pattern_of_user(token->left, pattern);
	else
		ha_pattern_of_daemon(token->left, pattern);
}

/* Reads the parts of TOKEN and hands it to VISIT. */
static void
visit_token(const struct ha_tokens *tokens, const struct ha_token *token,
	    ha_visit_fn *visit, void *context)
{
	struct ha_pattern left, host;
	bool has_host = (token->client || token->split) &&
			ha_token_host(tokens, token, &host);
	bool has_left = visit && (!token->client || token->split);

	if (has_left)
		ha_token_left(token, &left);
	if (visit)
		visit(context, token, has_left ? &left : NULL,
		      has_host ? &host : NULL);
}

static void
visit_list(const struct ha_rule *rule, bool client, const struct ha_sink *sink,
	   ha_visit_fn *visit, void *context)
{
	struct ha_tokens tokens;
	struct ha_token token;

	ha_tokens_begin(&tokens, rule, client, sink);
	for (;;) {
		while (ha_tokens_next(&tokens, &token))
			visit_token(&tokens, &token, visit, context);
		token = (struct ha_token){.text = tokens.end,
					  .client = client,
					  .except = true,
					  .group = tokens.group};
		if (!ha_tokens_next_group(&tokens))
			return;
		if (visit)
			visit(context, &token, NULL, NULL);
	}
}

void
ha_visit_lists(const struct ha_rule *rule, const struct ha_sink *sink,
	       ha_visit_fn *visit, void *context)
{
	visit_list(rule, false, sink, visit, context);
	visit_list(rule, true, sink, visit, context);
}
