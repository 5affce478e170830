/* SPDX-License-Identifier: BSD-3-Clause */
/* Guess: what a word was probably meant to be, by its text alone. */
#ifndef CHECK_GUESS_H
#define CHECK_GUESS_H

#include "common/base/slice.h"

struct hint;

/* Whether WORD, found in a comment, is more than a word of plain text. */
bool guess_is_live(struct ha_slice word);

/*
 * Whether a wildcard TEXT of names, daemons or users fits the words unknown
 * or paranoid, but has more than stars.
 */
bool guess_fits_states(struct ha_slice text);

/* Returns the keyword that TOKEN, a name, misspells; NULL if none. */
const char *guess_keyword(struct ha_slice token);

/* Adds what was meant by a byte of TOKEN that has no meaning here. */
void guess_byte(struct hint *hint, struct ha_slice token);

/*
 * Returns what to write in place of TOKEN, a word such as AND or NOT that the
 * language of the rules does not have; NULL if it is none.
 */
const char *guess_no_keyword(struct ha_slice token);

/* Likewise of TOKEN, a daemon, also of one such as "allow" or "-". */
const char *guess_no_daemon(struct ha_slice token);

/*
 * Adds what TOKEN is without the parentheses, braces or quotes around it.
 * Returns whether that could match.
 */
bool guess_unwrapped(struct hint *hint, struct ha_slice token);

#endif
