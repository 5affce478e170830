/* SPDX-License-Identifier: BSD-3-Clause */
/* Hint: what was probably meant, as the end of a finding. */
#ifndef CHECK_HINT_H
#define CHECK_HINT_H

#include "hostsaccess/check_state.h"

#define HINT_MAX 1024

/* Begin it with {.size = 0}: no hint. */
struct hint {
	char text[HINT_MAX];
	size_t size;
};

/* Adds text, cut to what there is room for. */
void hint_add(struct hint *hint, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds `did you mean "TEXT"?`. */
void hint_mean(struct hint *hint, struct ha_slice text);

/*
 * Adds the finding ID about TEXT at PLACE, with HINT, which may be NULL or
 * empty.  A note is made once for a line, and once for a file if it tells
 * what a word means.
 */
void check_find(struct check *check, enum finding_id id, struct ha_place place,
		struct ha_slice text, const struct hint *hint);

#endif
