/* SPDX-License-Identifier: BSD-3-Clause */
/* Condition: country=DE among clients, and what `require` has. */
#ifndef CHECK_CONDITION_H
#define CHECK_CONDITION_H

#include "common/rule/pattern.h"
#include "hostsaccess/check/state.h"

struct hint;

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

/* Looks at the options `require` of the rule of CHECK, whose saying is known.
 */
void condition_check_rule(struct check *check);

/* Adds to HINT what was meant by the bad condition of DIAGNOSTIC. */
void condition_hint(const struct check *check,
		    const struct ha_diagnostic *diagnostic, struct hint *hint);

#endif
