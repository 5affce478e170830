/* SPDX-License-Identifier: BSD-3-Clause */
/* Users: whether rules ask who is to be logged in (require user=, group=). */
#ifndef REPLAY_USERS_H
#define REPLAY_USERS_H

#include "hostsaccess/machine/names.h"
#include "hostsaccess/tool/arguments.h"

/*
 * Returns whether a rule file that the services of NAMES ask, or if that is
 * NULL, one of ARGUMENTS, has such a condition.  What cannot be read has none.
 */
bool users_matter(const struct names *names, const struct arguments *arguments);

#endif
