/* SPDX-License-Identifier: BSD-3-Clause */
/* The options of rules. */
#ifndef CHECK_OPTION_H
#define CHECK_OPTION_H

#include "hostsaccess/check/state.h"

struct ha_options;

/*
 * Checks the options of the rule of CHECK, and fills *OPTIONS.  Accounts that
 * they name are looked up.
 */
void option_check(struct check *check, struct ha_options *options);

#endif
