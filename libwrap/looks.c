/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/looks.h"

#include "common/source/settle.h"
#include "libwrap/clock.h"

#include <stdatomic.h>

/* How long a file has to be at rest: as in the module. */
#define SETTLE_MS 40

/* How often it is looked at, and how long after each other. */
#define GAP_MS 4
#define LOOKS 12 /* over a little more than SETTLE_MS */

/* How long files that did not come to rest count as such. */
#define UNREST_MS 1000

static atomic_llong unrest_until;

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

/*
 * Decides by what the files are just now, and carries nothing out.  SINK, which
 * may be NULL, hears of faults.
 */
static void
look(const struct ha_rules *rules, const struct ha_sink *sink,
     struct ha_request *request, struct ha_verdict *verdict)
{
	struct ha_rules now = *rules;

	now.effects = NULL;
	now.sink = sink;
	ha_decide(&now, request, verdict);
}

/* Whether VERDICT has no options that were not carried out. */
static bool
is_whole(const struct ha_verdict *verdict)
{
	return !(verdict->skipped | verdict->left_alone);
}

/* Whether VERDICT is as good as one whose options are carried out. */
static bool
stands(const struct ha_verdict *verdict)
{
	return verdict->decision != HA_ALLOW || is_whole(verdict);
}

/*
 * Looks until the files are at rest; in UNREST, where they probably do not come
 * to it, until a rule without further options refuses.  *VERDICT is that of the
 * files at rest, or of the first look that refuses, or else of the last one.
 * Returns whether they came to rest.
 */
static bool
look_often(bool unrest, const struct ha_rules *rules,
	   struct ha_request *request, struct ha_verdict *verdict)
{
	const struct ha_verdict unstable = *verdict;
	struct ha_rules resting = *rules;
	struct ha_verdict seen = {0}, last;
	bool refused = false;

	for (int i = 0; i < LOOKS; i++) {
		/* What was done once is not done again. */
		if (verdict->acted)
			resting.effects = NULL;
		if (!refused)
			look(rules, NULL, request, &seen);
		refused = seen.decision == HA_REFUSE && !is_unstable(&seen);
		if (unrest && refused && is_whole(&seen))
			break;
		ha_settle_wait(GAP_MS);
		decide_at_rest(&resting, request, verdict);
		if (is_unstable(verdict))
			continue;
		if (resting.effects == rules->effects || stands(verdict))
			return true;
		break;
	}
	look(rules, rules->sink, request, &last);
	*verdict = stands(&seen) && !is_unstable(&seen) ? seen : unstable;
	return false;
}

void
looks_decide(const struct ha_rules *rules, struct ha_request *request,
	     struct ha_verdict *verdict)
{
	bool unrest = clock_ms() < atomic_load(&unrest_until);

	decide_at_rest(rules, request, verdict);
	if (is_unstable(verdict) &&
	    !look_often(unrest, rules, request, verdict))
		atomic_store(&unrest_until, clock_ms() + UNREST_MS);
}
