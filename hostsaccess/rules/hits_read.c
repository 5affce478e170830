/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/rules/hits_read.h"

#include "hostsaccess/past/decisions.h"

/* As decisions_fn; CONTEXT is the hits. */
static void
take(void *context, const struct decision *decision, unsigned long times,
     time_t when)
{
	struct hit *hit = hits_find(context, decision);

	if (hit)
		tallies_add(&hit->tallies, decision, times, when);
}

bool
hits_read(struct hits *hits, const char *name, const char *call, time_t since,
	  char *const *words, int count)
{
	struct decisions decisions;

	decisions_begin(&decisions, name, call, since);
	decisions.take = take;
	decisions.context = hits;
	return decisions_read(&decisions, words, count);
}
