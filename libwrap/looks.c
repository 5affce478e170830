/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/looks.h"

#include "common/source/settle.h"

/* How long a file has to be at rest: as in the module. */
#define SETTLE_MS 40

/* How often it is looked at, and how long after each other. */
#define GAP_MS 4
#define LOOKS 12 /* over a little more than SETTLE_MS */

static bool
is_unstable(const struct ha_verdict *verdict)
{
	return verdict->reason == HA_REASON_FILE &&
	       verdict->fault.id == HA_D_FILE_UNSTABLE;
}

/* Decides by files at rest; else HA_D_FILE_UNSTABLE, at once. */
static void
decide_at_rest(const struct ha_rules *rules, struct ha_request *request,
	       struct ha_verdict *verdict)
{
	struct ha_rules resting = *rules;

	resting.settle_ms = SETTLE_MS;
	resting.at_once = true;
	ha_decide(&resting, request, verdict);
}

/* Decides by what the files are just now, and carries nothing out. */
static void
look(const struct ha_rules *rules, struct ha_request *request,
     struct ha_verdict *verdict)
{
	struct ha_rules now = *rules;

	now.effects = NULL;
	now.sink = NULL;
	ha_decide(&now, request, verdict);
}

/* Whether VERDICT is as good as one whose options are carried out. */
static bool
stands(const struct ha_verdict *verdict)
{
	return verdict->decision != HA_ALLOW ||
	       !(verdict->skipped | verdict->left_alone);
}

/*
 * Looks until the files are at rest, or somebody is refused: *VERDICT is that
 * of the files at rest, of the look that refuses, or else of the last one.
 */
static void
look_often(const struct ha_rules *rules, struct ha_request *request,
	   struct ha_verdict *verdict)
{
	const struct ha_verdict unstable = *verdict;
	struct ha_rules resting = *rules;
	struct ha_verdict seen;

	for (int i = 0; i < LOOKS; i++) {
		/* What was done once is not done again. */
		if (verdict->acted)
			resting.effects = NULL;
		look(rules, request, &seen);
		if (seen.decision == HA_REFUSE && !is_unstable(&seen))
			break;
		ha_settle_wait(GAP_MS);
		decide_at_rest(&resting, request, verdict);
		if (is_unstable(verdict))
			continue;
		if (resting.effects == rules->effects || stands(verdict))
			return;
		break;
	}
	*verdict = stands(&seen) && !is_unstable(&seen) ? seen : unstable;
}

void
looks_decide(const struct ha_rules *rules, struct ha_request *request,
	     struct ha_verdict *verdict)
{
	decide_at_rest(rules, request, verdict);
	if (is_unstable(verdict))
		look_often(rules, request, verdict);
}
