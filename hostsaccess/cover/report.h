/* SPDX-License-Identifier: BSD-3-Clause */
/* Report: what is said of a rule, or a token of it, that never decides. */
#ifndef COVER_REPORT_H
#define COVER_REPORT_H

#include "common/rule/syntax.h"
#include "hostsaccess/finding/finding.h"

struct cover;
struct coverers;
struct saying;

/* Tells FINDINGS that COVERERS decide whomever RULE matches. */
void cover_report_rule(struct cover *cover, struct findings *findings,
		       const struct ha_rule *rule,
		       const struct coverers *coverers);

/*
 * Compares the tokens of RULE, which says SAYING, with those before them and
 * earlier rules.
 */
void cover_check_tokens(struct cover *cover, struct findings *findings,
			const struct ha_rule *rule,
			const struct saying *saying);

#endif
