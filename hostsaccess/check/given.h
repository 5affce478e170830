/* SPDX-License-Identifier: BSD-3-Clause */
/* Given: rule files that are given by their names, to be installed later. */
#ifndef CHECK_GIVEN_H
#define CHECK_GIVEN_H

#include "hostsaccess/tool/arguments.h"

/*
 * Returns whether FILE is a hosts.deny: as --type says, or else as its name
 * does, which has "deny" and no "allow" behind it.
 */
bool given_is_deny(const struct arguments *arguments, const char *file);

/*
 * Returns whether the files of ARGUMENTS are one of each type, which decide
 * together, and then names them in RULES.
 */
bool given_are_pair(const struct arguments *arguments, struct ha_rules *rules);

/*
 * Reads standard input to its end.  Returns the path of what was read, which
 * is there until the program ends.  Exits if that fails.
 */
const char *given_input(void);

#endif
