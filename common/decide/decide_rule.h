/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Decide rule: what one line of a rule file says, while a decision is made.
 */
#ifndef HA_DECIDE_RULE_H
#define HA_DECIDE_RULE_H

#include "common/decide/rules.h"
#include "common/decide/verdict.h"
#include "common/rule/match.h"

/* A decision while it is made. */
struct ha_deciding {
	const struct ha_rules *rules;
	struct ha_sink sink;  /* hears all that the steps below report */
	struct ha_sink fatal; /* keeps what ends it, and passes nothing on */
	struct ha_matcher matcher;
	struct ha_source source; /* the rule file that is read */
	struct ha_verdict *verdict;
	/* Which of the rules in the rest of the file count. */
	enum { HA_REST_COUNTS, HA_REST_REFUSES, HA_REST_ENDS } rest;
	unsigned watches;  /* of ha_settle_open() */
	bool acted;        /* a rule has: it is not carried out twice */
	bool acted_before; /* one of the file before has */
};

/*
 * Takes LINE of the rule file, whose rules say FILE unless their options do.
 * If it is a rule, if the rest of the file counts and nothing has decided, the
 * rule is compared with the request; one that matches has its options carried
 * out, and fills the verdict or changes what counts of the rest.  Strictly,
 * every rule is checked.  Returns HA_OK, HA_ERR_BROKEN if the verdict has a
 * fault, which ends the decision; HA_ERR_CHANGED, HA_ERR_IO or HA_ERR_LIMIT
 * of the file, or of a list file, as the sink has heard; HA_ERR_MEMORY.
 */
enum ha_status ha_decide_line(struct ha_deciding *decision,
			      const struct ha_line *line,
			      enum ha_decision file);

#endif
