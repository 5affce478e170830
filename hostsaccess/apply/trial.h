/* SPDX-License-Identifier: BSD-3-Clause */
/* Trial: what new rules would do, before they are installed. */
#ifndef APPLY_TRIAL_H
#define APPLY_TRIAL_H

#include "hostsaccess/apply/state.h"
#include "hostsaccess/tool/arguments.h"

/*
 * Checks the texts of STATE, which are to become files of RULES, asks the
 * lock-out guard about them, and says what they change for logins of the past.
 * Returns 0, or the exit status if they are not to be installed.
 */
int trial_run(const struct arguments *arguments, const struct ha_rules *rules,
	      const struct state *state);

#endif
