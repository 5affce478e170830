/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Addresses that were refused.  A log may have any number of them: those that
 * come most often are kept.
 */
#ifndef STATS_ADDRESS_H
#define STATS_ADDRESS_H

#include "hostsaccess/past/visitors.h"
#include "hostsaccess/tool/heavy.h"

struct decision;

/* How many are kept. */
#define ADDRESSES_MAX 8192

/* What is known of an address from when it came to its place on. */
struct address {
	struct ha_slice text; /* the address, or a name without one */
	struct tally tally;   /* refused, or would be, and penalties */
	unsigned long trial;  /* of them, would be */
	unsigned long over;   /* so many more there may have been before */
	unsigned long line;   /* the rule that refused it last: ... */
	char *file;           /* ... of this file; NULL: none is told */
};

struct addresses {
	struct heavy heavy;
	struct address *all; /* the places */
	unsigned long count; /* of all, also of those that are not kept */
};

/* Begins them.  Exits when memory is out, as all functions here. */
void addresses_begin(struct addresses *addresses);

/* Counts DECISION, which was made TIMES times, at WHEN. */
void addresses_add(struct addresses *addresses, const struct decision *decision,
		   unsigned long times, time_t when);

/*
 * Puts those who came most often first, by what is known of each for certain.
 * Nothing can be added behind it.
 */
void addresses_sort(struct addresses *addresses);

void addresses_free(struct addresses *addresses);

#endif
