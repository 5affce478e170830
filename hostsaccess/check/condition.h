/* SPDX-License-Identifier: BSD-3-Clause */
/* Condition: country=DE among clients. */
#ifndef CHECK_CONDITION_H
#define CHECK_CONDITION_H

#include "common/rule/pattern.h"
#include "hostsaccess/check/state.h"

/* Looks at TOKEN, at PLACE, which is PATTERN, a condition on the client. */
void condition_check_client(struct check *check, struct ha_slice token,
			    struct ha_place place,
			    const struct ha_pattern *pattern);

/*
 * Tells of TOKEN, at PLACE, if it is NAME=VALUE and no condition.  Returns
 * whether it is.
 */
bool condition_check_name(struct check *check, struct ha_slice token,
			  struct ha_place place);

/*
 * Tells of TOKEN, at PLACE, a name, if it is a part of a condition that blanks
 * or commas part from it.  Returns whether it is.
 */
bool condition_check_word(struct check *check, struct ha_slice token,
			  struct ha_place place);

/* Returns TEXT without quotes, parentheses and '=' around it. */
struct ha_slice condition_unwrap(struct ha_slice text);

/* Returns whether TEXT is a number, perhaps behind AS. */
bool condition_is_number(struct ha_slice text);

#endif
