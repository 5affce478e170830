/* SPDX-License-Identifier: BSD-3-Clause */
/* Lines that lack the ':' behind a daemon list, or have another in its place.
 */
#ifndef CHECK_SEPARATOR_H
#define CHECK_SEPARATOR_H

#include "hostsaccess/check/state.h"

struct hint;

/* Adds what TEXT, a line without such a ':', INDENTED or not, was to be. */
void separator_hint(struct hint *hint, struct ha_slice text, bool indented);

/*
 * Says that LINE begins with an IPv6 address, whose first ':' is in that place.
 * Returns whether it does; then there is no more to say.
 */
bool separator_check(struct check *check, const struct ha_line *line);

#endif
