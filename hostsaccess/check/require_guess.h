/* SPDX-License-Identifier: BSD-3-Clause */
/* Require guess: what was meant by the option `require`, or without it. */
#ifndef CHECK_REQUIRE_GUESS_H
#define CHECK_REQUIRE_GUESS_H

#include "common/option/option.h"
#include "hostsaccess/check/state.h"

struct hint;

/* Adds to HINT what was meant by the bad condition of DIAGNOSTIC. */
void require_hint(const struct check *check,
		  const struct ha_diagnostic *diagnostic, struct hint *hint);

/*
 * Adds the `require` that FIELD of RULE was meant to be, if it is a condition
 * without that word.  Returns whether it is.
 */
bool require_hint_option(const struct ha_rule *rule,
			 const struct ha_option_field *field,
			 struct hint *hint);

/* Adds what is to stand behind a `require` of RULE, FIELD, without a value. */
void require_hint_missing(const struct ha_rule *rule,
			  const struct ha_option_field *field,
			  struct hint *hint);

#endif
