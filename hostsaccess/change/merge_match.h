/* SPDX-License-Identifier: BSD-3-Clause */
/* Matching of a merge: which records of a text are those of the one before. */
#ifndef CHANGE_MERGE_MATCH_H
#define CHANGE_MERGE_MATCH_H

#include "hostsaccess/change/merge_record.h"

/* The place of what is matched with none. */
#define MATCH_NONE SIZE_MAX

/* Where each record of one is in the other, in order. */
struct matches {
	size_t *of_base, *of_other;
};

/*
 * Makes *MATCHES those of BASE and OTHER, whose numbers are less than NUMBERS.
 * What both begin or end with is the same; between that, rules that each has
 * once, as many as are in the same order; and so on between these (a patience
 * diff).  So blank lines and comments only count beside something that does.
 */
void match_records(const struct records *base, const struct records *other,
		   size_t numbers, struct matches *matches);

void matches_free(struct matches *matches);

#endif
