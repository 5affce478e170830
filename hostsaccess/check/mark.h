/* SPDX-License-Identifier: BSD-3-Clause */
/* Mark: what opens a comment in other languages, and counts here. */
#ifndef CHECK_MARK_H
#define CHECK_MARK_H

#include "hostsaccess/check/state.h"

/* Returns how many bytes of TEXT open a comment in some other language. */
size_t mark_size(struct ha_slice text);

/*
 * Says of the first mark in a list of the rule, if there is one, which words
 * behind it count.  That is all there is to say of what stands there.
 */
void mark_check_rule(struct check *check);

/*
 * Likewise of WORD of LINE, of a list file.  Returns whether it is a mark, or
 * stands behind one.
 */
bool mark_check_word(struct check *check, const struct ha_line *line,
		     struct ha_slice word);

#endif
