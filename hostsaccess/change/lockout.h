/* SPDX-License-Identifier: BSD-3-Clause */
/* Lockout: whom a change of rules would lock out who is let in before it. */
#ifndef CHANGE_LOCKOUT_H
#define CHANGE_LOCKOUT_H

#include "hostsaccess/tool/arguments.h"

/*
 * Returns how many of those who the lock-out guard asks about RULES let in, and
 * NEW do not; shows them for the command NAME.
 */
unsigned long lockout_count(const char *name, const struct arguments *arguments,
			    const struct ha_rules *rules,
			    const struct ha_rules *new_rules);

#endif
