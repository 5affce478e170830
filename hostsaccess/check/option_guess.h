/* SPDX-License-Identifier: BSD-3-Clause */
/* Option guess: what an option was probably meant to be. */
#ifndef CHECK_OPTION_GUESS_H
#define CHECK_OPTION_GUESS_H

#include "common/base/diagnostic.h"
#include "common/option/option.h"
#include "common/rule/syntax.h"

struct hint;

/* Adds what was meant by the text of DIAGNOSTIC, about an option of RULE. */
void option_guess(const struct ha_rule *rule,
		  const struct ha_diagnostic *diagnostic, struct hint *hint);

/*
 * Adds what to write in the place of FIELD, an option of RULE, if it is user or
 * group and the one who logs in is meant.
 */
void option_hint_account(const struct ha_rule *rule,
			 const struct ha_option_field *field,
			 struct hint *hint);

/*
 * Returns the option that WORD names, misspells or has another name for;
 * NULL if there is none.
 */
const char *option_nearest(struct ha_slice word);

#endif
