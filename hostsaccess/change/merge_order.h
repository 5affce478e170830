/* SPDX-License-Identifier: BSD-3-Clause */
/* Order of a merge: what a refusal stands before, as it did. */
#ifndef CHANGE_MERGE_ORDER_H
#define CHANGE_MERGE_ORDER_H

#include "hostsaccess/change/merge_record.h"

/* A record in its place. */
struct piece {
	const struct record *record;
	bool refusal; /* that others have added */
};

struct pieces {
	struct piece *all; /* to be freed */
	size_t count;
};

void pieces_add(struct pieces *pieces, const struct record *record,
		bool refusal);

/*
 * Whether in MERGED no rule of those that were there before, whose numbers are
 * less than OLD, stands before a refusal that it stands behind in THEIRS.  Of
 * several that are the same any may be meant.
 */
bool order_is_kept(const struct pieces *theirs, const struct pieces *merged,
		   size_t old);

#endif
