/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/stats/count.h"

/* Counts in its period. */
static void
count_time(struct stats *stats, const struct decision *decision,
	   unsigned long times, time_t when)
{
	struct period *period;

	if (when == 0)
		return;
	if (stats->first == 0 || when < stats->first)
		stats->first = when;
	if (when > stats->last)
		stats->last = when;
	period = times_at(&stats->times, when);
	if (decision->kind == EVENT_PENALTY)
		period->penalties += times;
	else if (decision->is_trial)
		period->would_refuse += times;
	else
		period->refused += times;
	if (reason_is_failed_lookup(decision))
		period->failed += times;
}

/* Counts by rule; a penalty is none's. */
static void
count_rule(struct stats *stats, const struct decision *decision,
	   unsigned long times, time_t when)
{
	struct hit *hit = hits_find(&stats->hits, decision);

	if (hit)
		tallies_add(&hit->tallies, decision, times, when);
	else if (decision->kind != EVENT_ALLOWED || decision->file.data)
		others_add(&stats->others, decision, times, when);
}

/*
 * Whether WHEN cannot be right, as of a clock that was not set: it would
 * stretch all other times to nothing.
 */
static bool
is_wild(const struct stats *stats, time_t when)
{
	const time_t year_2000 = 946684800, day = 86400;

	return when != 0 &&
	       (when < year_2000 || when > stats->decisions.now + day);
}

/* As decisions_fn; CONTEXT is the stats. */
static void
count(void *context, const struct decision *decision, unsigned long times,
      time_t when)
{
	struct stats *stats = context;

	if (is_wild(stats, when)) {
		stats->wild += times;
		when = 0;
	}
	if (decision->kind != EVENT_PENALTY)
		count_rule(stats, decision, times, when);
	if (decision->kind == EVENT_ALLOWED) {
		stats->allowed += times;
		return;
	}
	if (decision->kind == EVENT_PENALTY)
		stats->penalties += times;
	else if (decision->is_trial)
		stats->would_refuse += times;
	else
		stats->refused += times;
	addresses_add(&stats->addresses, decision, times, when);
	reasons_add(&stats->reasons, decision, times, when);
	count_time(stats, decision, times, when);
}

void
stats_begin(struct stats *stats, time_t since)
{
	decisions_begin(&stats->decisions, "stats", "stats -", since);
	stats->decisions.take = count;
	stats->decisions.context = stats;
	addresses_begin(&stats->addresses);
	others_begin(&stats->others);
	reasons_begin(&stats->reasons);
}

void
stats_free(struct stats *stats)
{
	addresses_free(&stats->addresses);
	others_free(&stats->others);
	reasons_free(&stats->reasons);
	hits_free(&stats->hits);
}
