/* SPDX-License-Identifier: BSD-3-Clause */
/* Counts: what logs say of all decisions, in memory that does not grow. */
#ifndef STATS_COUNT_H
#define STATS_COUNT_H

#include "hostsaccess/past/decisions.h"
#include "hostsaccess/stats/address.h"
#include "hostsaccess/stats/other.h"
#include "hostsaccess/stats/reason.h"
#include "hostsaccess/stats/times.h"

/* Begin it as all zero, then with stats_begin(). */
struct stats {
	struct decisions decisions; /* how they are read */
	struct hits hits;           /* the rules of today's files */
	unsigned long refused;      /* by rules, or for a fault */
	unsigned long would_refuse, allowed, penalties;
	time_t first, last; /* 0: no time can be told */
	unsigned long wild; /* at a time that cannot be right */
	struct addresses addresses;
	struct others others;
	struct reasons reasons;
	struct times times;
};

/*
 * Begins STATS, which stays where it is, for what was logged since SINCE, 0:
 * all.  Exits when memory is out, as all that counts.
 */
void stats_begin(struct stats *stats, time_t since);

void stats_free(struct stats *stats);

#endif
