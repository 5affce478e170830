/* SPDX-License-Identifier: BSD-3-Clause */
/* Commands that were to write a rule, and stand in its place. */
#ifndef CHECK_SHELL_H
#define CHECK_SHELL_H

#include "hostsaccess/check/state.h"

/*
 * Says of LINE that it is a command for a shell.  That is all there is to say
 * of its words.
 */
void shell_check(struct check *check, const struct ha_line *line);

#endif
