/* SPDX-License-Identifier: BSD-3-Clause */
/* The options of rules. */
#ifndef CHECK_OPTION_H
#define CHECK_OPTION_H

#include "hostsaccess/check_state.h"

struct ha_options;
struct hint;

/*
 * Checks the options of the rule of CHECK, and fills *OPTIONS.  Accounts that
 * they name are looked up.
 */
void option_check(struct check *check, struct ha_options *options);

/* Adds what was meant by the text of DIAGNOSTIC, about an option of RULE. */
void option_hint(const struct ha_rule *rule,
		 const struct ha_diagnostic *diagnostic, struct hint *hint);

/*
 * Returns the option that WORD names, misspells or has another name for;
 * NULL if there is none.
 */
const char *option_nearest(struct ha_slice word);

#endif
