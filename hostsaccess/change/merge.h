/* SPDX-License-Identifier: BSD-3-Clause */
/* Merge: what two have made of one rule file, as one text. */
#ifndef CHANGE_MERGE_H
#define CHANGE_MERGE_H

#include "common/base/slice.h"

/* What came of it. */
enum merged {
	MERGED_OURS,  /* the text is that of OURS, byte by byte */
	MERGED_BOTH,  /* what others did is there, too */
	MERGED_CLASH, /* both have changed the same lines; the text is a guess
		       */
};

/*
 * Writes OURS, with what others did to BASE so that it became THEIRS, to *TEXT,
 * of *SIZE bytes, to be freed.  DENY_FILE says what rules without an option
 * do.  Exits when memory is out.
 *
 * A record is a line with those that it goes on in, and with the notes
 * (`# hostsaccess:') directly above it.  Records of BASE are found again in
 * THEIRS, and in OURS, from both ends on, then by rules that are there once, as
 * long as they keep their order.  Blank lines and comments are found only
 * beside what is.  Between two records that all three have, there becomes of
 * what BASE has:
 *
 *   - where only one has changed it, or both likewise: what that one has;
 *   - where THEIRS has only added something, to the end: what OURS has, and
 * that behind it;
 *   - where it is nothing, and both have added something: of THEIRS what
 *     refuses, with the comments directly above; what OURS has; the rest of
 *     THEIRS.  What both have added is there once: where OURS has it, unless
 *     that is a refusal, behind a rule that does not refuse and that THEIRS has
 *     not got before it;
 *   - where at most one has added something, and neither took out what the
 *     other one took or changed: what is left, and what is added;
 *   - where both only took something out: what is left;
 *   - else as where it is nothing, without what THEIRS took out; a clash,
 * unless THEIRS has only added something to the end.
 *
 * A rule refuses if its last option is `deny', or if it is one of a DENY_FILE
 * and that is not `allow'.
 *
 * It is a clash, too, if a rule of BASE would come to stand before a refusal
 * that others have added and that stands before it in THEIRS, as where OURS
 * moved it; of several rules that are the same any may be meant.  And it is one
 * if THEIRS is empty and BASE is not, which is no change of rules: the text is
 * that of OURS.
 *
 * If nothing is to be done, the text is that of OURS, byte by byte.  Else each
 * line ends with a newline; behind one that would go on then, and behind a note
 * of nothing, there is an empty line.  A byte order mark is no part of a line:
 * the text has one if OURS has, or, if OURS is empty, THEIRS.
 */
enum merged merge_texts(struct ha_slice base, struct ha_slice theirs,
			struct ha_slice ours, bool deny_file, char **text,
			size_t *size);

#endif
