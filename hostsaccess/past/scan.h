/* SPDX-License-Identifier: BSD-3-Clause */
/* Scan: what a text of a log begins with. */
#ifndef PAST_SCAN_H
#define PAST_SCAN_H

#include "common/base/slice.h"

/*
 * Returns whether TEXT begins with SHAPE, in which A is a capital, a a small
 * letter, 9 a digit, # a digit or a blank, and all else itself.
 */
bool scan_shape(struct ha_slice text, const char *shape);

/* Takes all bytes C from the front of TEXT. */
void scan_skip(struct ha_slice *text, char c);

/*
 * Takes the first word, which ends at a blank, from the front of TEXT, and
 * the blanks behind it.
 */
struct ha_slice scan_word(struct ha_slice *text);

/* Takes PREFIX from the front of TEXT, if it stands there, case and all. */
bool scan_take(struct ha_slice *text, const char *prefix);

/* Returns the offset of PART in TEXT, FROM at least, or TEXT.size. */
size_t scan_find(struct ha_slice text, const char *part, size_t from);

/*
 * Takes what stands before the last PART from the front of TEXT, and PART.
 * Returns false, with nothing changed, if there is none.
 */
bool scan_last(struct ha_slice *text, const char *part, struct ha_slice *head);

/* Returns the value of a digit of base 16, or 16. */
unsigned scan_digit(char c);

#endif
