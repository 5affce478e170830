/* SPDX-License-Identifier: BSD-3-Clause */
/* Merge: what two have made of one rule file, as one text. */
#ifndef CHANGE_MERGE_H
#define CHANGE_MERGE_H

#include "common/base/slice.h"

/* What came of it. */
enum merged {
	MERGED_OURS,  /* others did nothing to it, or just the same */
	MERGED_BOTH,  /* what others did is there, too */
	MERGED_CLASH, /* likewise, but both have changed the same lines */
};

/*
 * Writes OURS, with what others did to BASE so that it became THEIRS, to *TEXT,
 * of *SIZE bytes, to be freed.  A line counts with those that it goes on in.
 * What THEIRS has more is added behind the line that it stands behind there,
 * or, if OURS has not got that, behind one before it; at the end if it stands
 * at the end.  What THEIRS has no longer is taken out.  What both have added
 * is there once.  That others moved lines does not count.  If nothing is to be
 * done, the text is that of OURS, byte by byte.  Exits when memory is out.
 */
enum merged merge_texts(struct ha_slice base, struct ha_slice theirs,
			struct ha_slice ours, char **text, size_t *size);

#endif
