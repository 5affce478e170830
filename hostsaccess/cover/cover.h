/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Cover: rules that never decide, because earlier rules decide whomever they
 * match (hostsaccess(8), FINDINGS: unreachable, duplicate, redundant-token).
 *
 * Said of clients about whom everything can be found out: where a look-up
 * fails, a later rule may refuse after all.
 */
#ifndef COVER_H
#define COVER_H

#include "common/rule/visit.h"
#include "hostsaccess/finding/finding.h"

struct cover;
struct saying;

/* Exits when memory is out, as all of these. */
struct cover *cover_new(void);

/*
 * Takes TOKEN of the next rule; LEFT and HOST are as of ha_visit_fn.
 */
void cover_token(struct cover *cover, const struct ha_token *token,
		 const struct ha_pattern *left, const struct ha_pattern *host);

/*
 * Takes the next rule, whose tokens were taken and which says SAYS, those of
 * the allow file first, and adds findings to FINDINGS.  Copies of RULE what it
 * keeps.
 */
void cover_rule(struct cover *cover, struct findings *findings,
		const struct ha_rule *rule, const struct saying *says,
		bool deny_file);

void cover_free(struct cover *cover);

#endif
