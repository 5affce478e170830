/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Syntax: a logical line as a rule, and a list as tokens
 * (hosts_access(5), ACCESS CONTROL RULES): DAEMONS : CLIENTS [: OPTIONS].
 *
 * All are slices into the line; nothing is copied.
 */
#ifndef HA_SYNTAX_H
#define HA_SYNTAX_H

#include "common/base/line.h"

struct ha_rule {
	const struct ha_line *line;
	struct ha_slice daemons;
	struct ha_slice clients;
	struct ha_slice options;    /* after the second ':' */
	bool has_options;           /* there is a second ':' */
	bool clients_comment_colon; /* a ':' follows '#' in the client list */
	bool nul;                   /* the line holds a NUL byte */
};

enum ha_syntax {
	HA_SYNTAX_BLANK, /* nothing, or a comment */
	HA_SYNTAX_RULE,
	HA_SYNTAX_BROKEN, /* no rule can be made of it; SINK heard why */
};

/*
 * Reads LINE as a rule.  *RULE is written for HA_SYNTAX_RULE only and keeps
 * a pointer to LINE.  A comment begins at a '#' that stands first or behind
 * a separator.  SINK hears of a NUL byte, which is a blank.
 */
enum ha_syntax ha_syntax_parse(const struct ha_line *line,
			       const struct ha_sink *sink,
			       struct ha_rule *rule);

/*
 * Takes the next token from the front of LIST, a daemon or client list:
 * separated by blanks and commas.  Returns false if there is none.
 */
bool ha_token_next(struct ha_slice *list, struct ha_slice *token);

/*
 * Splits TOKEN at the first '@' that is neither its first byte nor between
 * brackets.  Returns false if there is none.
 */
bool ha_token_split(struct ha_slice token, struct ha_slice *left,
		    struct ha_slice *host);

/* Returns the place in its file of PART, a slice into the text of RULE. */
struct ha_place ha_rule_place(const struct ha_rule *rule, struct ha_slice part);

#endif
