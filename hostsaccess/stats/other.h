/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Others: what decided and is no rule of today's files: a rule as it was once,
 * an error, or what the log does not name.
 */
#ifndef STATS_OTHER_H
#define STATS_OTHER_H

#include "hostsaccess/rules/hits.h"
#include "hostsaccess/tool/heavy.h"

/* How many are kept. */
#define OTHERS_MAX 2048

enum other_kind {
	OTHER_RULE,   /* of no file of today, or changed since */
	OTHER_FAULT,  /* TEXT says why no decision could be made */
	OTHER_NONE,   /* the log says that no rule decided */
	OTHER_UNTOLD, /* it says nothing: of tcp_wrappers, or cut */
};

struct other {
	enum other_kind kind;
	struct ha_slice file, text;
	unsigned long line;
	struct tallies tallies;
};

struct others {
	struct heavy heavy;
	struct other *all; /* the places */
	unsigned long count;
};

/* Begins them.  Exits when memory is out, as others_add(). */
void others_begin(struct others *others);

/* Counts DECISION, which was made TIMES times, at WHEN. */
void others_add(struct others *others, const struct decision *decision,
		unsigned long times, time_t when);

void others_free(struct others *others);

#endif
