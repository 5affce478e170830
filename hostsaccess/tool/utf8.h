/* SPDX-License-Identifier: BSD-3-Clause */
/* UTF-8 (RFC 3629), and characters that are not what they seem to be. */
#ifndef TOOL_UTF8_H
#define TOOL_UTF8_H

#include "common/base/slice.h"

/*
 * Returns the size of the UTF-8 sequence that S, not empty, begins with, or 0
 * if it begins with none.
 */
size_t utf8_size(struct ha_slice s);

/* Returns whether all of S is UTF-8. */
bool utf8_is(struct ha_slice s);

/* Returns the character that the SIZE bytes of UTF-8 at BYTES stand for. */
unsigned utf8_decode(const char *bytes, size_t size);

/*
 * Returns the first SIZE bytes of S at most, without the part of a sequence
 * that S goes on with.
 */
struct ha_slice utf8_head(struct ha_slice s, size_t size);

/*
 * Returns whether CHARACTER cannot be seen, moves others or belongs onto
 * others: controls, marks of direction, blanks that are none, combining ones.
 */
bool utf8_is_hidden(unsigned character);

/* Returns whether CHARACTER belongs to writing that goes from right to left. */
bool utf8_is_right_to_left(unsigned character);

/* Returns the ASCII character that CHARACTER looks like, or NUL. */
char utf8_looks_like(unsigned character);

/* Returns how many columns CHARACTER takes: two if it is wide, else one. */
unsigned utf8_columns(unsigned character);

/*
 * Returns whether the sequence of SIZE bytes at AT in S may be shown as it is:
 * it is not hidden, not of writing from right to left, and looks like no ASCII
 * but for a letter in a word that has letters of the same alphabet which do
 * not, and no ASCII letters.
 */
bool utf8_is_plain(struct ha_slice s, size_t at, size_t size);

/*
 * Returns the name by which iconv(1) knows the UTF-16 that TEXT, at least four
 * bytes of a file, begins with; NULL if it is none.
 */
const char *utf16_name(struct ha_slice text);

#endif
