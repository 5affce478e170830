/* SPDX-License-Identifier: BSD-3-Clause */
/* Command: what spawn, twist and aclexec run. */
#ifndef CHECK_COMMAND_H
#define CHECK_COMMAND_H

#include "common/option/option.h"
#include "hostsaccess/check/state.h"

/*
 * Says of FIELD, an option of the rule, if it runs a command, whether that can
 * be run, is safe, and decides what it seems to be there for.
 */
void command_check(struct check *check, const struct ha_option_field *field);

#endif
