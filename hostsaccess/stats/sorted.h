/* SPDX-License-Identifier: BSD-3-Clause */
/* Sorted: what stats has counted, in the order in which it is shown. */
#ifndef STATS_SORTED_H
#define STATS_SORTED_H

#include "hostsaccess/stats/count.h"

/* What decided: a rule of today, or another. */
struct decider {
	enum other_kind kind;
	bool is_today;
	struct ha_slice file, text;
	unsigned long line;
	struct tallies tallies;
};

struct sorted {
	unsigned long top;     /* rows of a kind; 0: all */
	bool rises;            /* failing look-ups: times_rise() */
	size_t worst;          /* the period in which most failed */
	unsigned long failed;  /* look-ups in all */
	struct decider *rules; /* which decided most is the first */
	size_t rule_count;
	/* Rules of today that would be in the log, had they decided. */
	const struct hit **idle;
	size_t idle_count;
	unsigned long untold; /* rules that would not be */
};

/*
 * Sorts what STATS counted.  *SORTED, with TOP set, is to be freed.  Exits when
 * memory is out.
 */
void sorted_begin(struct sorted *sorted, struct stats *stats);

/* Returns whether row NUMBER of a kind, from 0 on, is shown. */
bool sorted_has(const struct sorted *sorted, size_t number);

void sorted_free(struct sorted *sorted);

#endif
