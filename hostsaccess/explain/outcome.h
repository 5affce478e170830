/* SPDX-License-Identifier: BSD-3-Clause */
/* Outcome: what a recorded decision comes to (hostsaccess(8), EXIT STATUS). */
#ifndef EXPLAIN_OUTCOME_H
#define EXPLAIN_OUTCOME_H

#include "common/decide/verdict.h"

struct record;

/* The strictest is the last: of several decisions on a client it counts. */
enum explain_outcome {
	EXPLAIN_ALLOWED,
	EXPLAIN_TRIAL,      /* refused, and let in: permissive */
	EXPLAIN_DEPENDS,    /* on a command, which is not run */
	EXPLAIN_UNREADABLE, /* who asks may not read what the module reads */
	EXPLAIN_FAULT,      /* refused, for want of a decision */
	EXPLAIN_REFUSED,
};

/* The exit status of a decision that depends on a command. */
#define EXPLAIN_STATUS_DEPENDS 3

enum explain_outcome explain_outcome(const struct record *record);

/*
 * Likewise of VERDICT, where commands of rules make the decision DIFFER, files
 * are UNREADABLE for want of rights, and a refusal is logged only (PERMISSIVE).
 */
enum explain_outcome explain_outcome_of(const struct ha_verdict *verdict,
					bool differs, bool unreadable,
					bool permissive);

/*
 * Returns whether ONE, of the verdict BY, counts before OTHER, of the verdict
 * THAN, of a way before: it is stricter, or says more of why.
 */
bool explain_outweighs(enum explain_outcome one, const struct ha_verdict *by,
		       enum explain_outcome other,
		       const struct ha_verdict *than);

/* Returns the exit status of OUTCOME. */
int explain_outcome_status(enum explain_outcome outcome);

/* Returns OUTCOME as JSON and --batch have it: "allow", "refuse", ... */
const char *explain_outcome_name(enum explain_outcome outcome);

/* Returns whether ERROR, an errno value, is for want of rights. */
bool explain_lacks_right(int error);

#endif
