/* SPDX-License-Identifier: BSD-3-Clause */
/* Hint: what was probably meant, as the end of a finding. */
#ifndef FINDING_HINT_H
#define FINDING_HINT_H

#include "common/base/slice.h"

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

#endif
