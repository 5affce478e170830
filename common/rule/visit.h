/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Visit: the tokens of a rule, cut and read for whoever walks over them
 * (hosts_access(5), ACCESS CONTROL RULES and OPERATORS).
 */
#ifndef HA_VISIT_H
#define HA_VISIT_H

#include "common/rule/pattern.h"
#include "common/rule/syntax.h"

/*
 * A token of a list: DAEMON or DAEMON@SERVER, CLIENT or USER@CLIENT, or the
 * operator EXCEPT, which has no parts.
 */
struct ha_token {
	struct ha_slice text;
	bool client;          /* of the client list, not of the daemon list */
	bool except;          /* EXCEPT */
	unsigned group;       /* how many EXCEPTs stand before it */
	bool split;           /* it has an '@' with both parts */
	struct ha_slice left; /* the daemon, or the user; without '@', TEXT */
	struct ha_slice host; /* the server, or the client; likewise */
};

/* A list while its tokens are taken.  EXCEPT divides it into groups. */
struct ha_tokens {
	const struct ha_rule *rule;
	const struct ha_sink *sink;
	bool client;
	bool no_conditions; /* hosts are read by ha_pattern_of_plain_host() */
	struct ha_slice rest;
	struct ha_slice begin; /* the EXCEPT that began the group, if any */
	struct ha_slice end;   /* the EXCEPT that ended it, if any */
	unsigned group;
	bool empty;       /* the group has had no token so far */
	bool after_empty; /* the group before had none at all */
};

/*
 * Begins the daemon list of RULE, or its CLIENT list.  SINK, which may be NULL,
 * hears of each empty group when it ends; of several in a row, of the first.
 */
void ha_tokens_begin(struct ha_tokens *tokens, const struct ha_rule *rule,
		     bool client, const struct ha_sink *sink);

/* Takes the next token of the group.  Returns false if it has no more. */
bool ha_tokens_next(struct ha_tokens *tokens, struct ha_token *token);

/* Passes over what is left of the group. */
void ha_tokens_skip(struct ha_tokens *tokens);

/* Goes on behind the EXCEPT that ended the group; false if none did. */
bool ha_tokens_next_group(struct ha_tokens *tokens);

/*
 * Reads the host of TOKEN, which has one.  Returns false if that is empty; the
 * sink of TOKENS hears of it, and of whatever else is wrong with it.
 */
bool ha_token_host(const struct ha_tokens *tokens, const struct ha_token *token,
		   struct ha_pattern *pattern);

/* Reads the left part of TOKEN, which has one. */
void ha_token_left(const struct ha_token *token, struct ha_pattern *pattern);

/*
 * Gets TOKEN and what its parts mean; NULL for a part that it does not have, or
 * that is empty.  All of it lives only for the call.
 */
typedef void ha_visit_fn(void *context, const struct ha_token *token,
			 const struct ha_pattern *left,
			 const struct ha_pattern *host);

/*
 * Hands each token of RULE to VISIT, which may be NULL, with CONTEXT; those of
 * the daemon list first.  SINK, which may be NULL, hears of the faults of a
 * token before VISIT gets it, and of an empty group when it ends.  Looks
 * nothing up and opens no list file.
 */
void ha_visit_lists(const struct ha_rule *rule, const struct ha_sink *sink,
		    ha_visit_fn *visit, void *context);

#endif
