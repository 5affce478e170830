/* SPDX-License-Identifier: BSD-3-Clause */
/* Nearest: the word that a misspelt one was probably meant to be. */
#ifndef TOOL_NEAREST_H
#define TOOL_NEAREST_H

#include "common/base/slice.h"

/*
 * Returns the one of the COUNT WORDS, of at most 16 letters each, that TEXT
 * becomes with the fewest letters changed, left out, added or swapped; NULL
 * if it takes more than one such change, or two from six letters on.
 */
const char *nearest_word(struct ha_slice text, const char *const *words,
			 size_t count);

#endif
