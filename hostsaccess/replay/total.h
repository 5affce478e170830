/* SPDX-License-Identifier: BSD-3-Clause */
/* Totals: changes, by the rule that makes them (hostsaccess(8), --by-rule). */
#ifndef REPLAY_TOTAL_H
#define REPLAY_TOTAL_H

#include <stddef.h>
#include <time.h>

struct change;
struct changes;

struct total {
	const struct change *change; /* the first of those that it counts */
	unsigned long count;         /* logins, or refused connections */
	unsigned long addresses;
	time_t first, last; /* 0: no time can be told */
};

struct totals {
	struct total *all;
	size_t count;
};

/*
 * Makes the totals of CHANGES, which outlive them: those of a kind together,
 * the highest count first.  Exits when memory is out.
 */
struct totals totals_of(const struct changes *changes);

void totals_free(struct totals *totals);

#endif
