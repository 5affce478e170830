/* SPDX-License-Identifier: BSD-3-Clause */
/* Condition guess: what was meant by a condition, by its text. */
#ifndef CHECK_CONDITION_GUESS_H
#define CHECK_CONDITION_GUESS_H

#include "hostsaccess/check/state.h"

struct hint;

/* Returns the condition that KEY was meant to be, or NULL. */
const char *condition_nearest(struct ha_slice key);

/*
 * Divides TOKEN at its '='; *KEY is without a '!' at its end, of which *NEGATED
 * tells.  Returns whether it has one, with something before it.
 */
bool condition_divide(struct ha_slice token, struct ha_slice *key,
		      struct ha_slice *value, bool *negated);

/* Adds to HINT what was meant by VALUE, which the condition KEY cannot have. */
void condition_hint_value(struct ha_slice key, struct ha_slice value,
			  struct hint *hint);

/* Likewise by the condition on clients of DIAGNOSTIC. */
void condition_hint(const struct check *check,
		    const struct ha_diagnostic *diagnostic, struct hint *hint);

#endif
