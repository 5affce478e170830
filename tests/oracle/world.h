/* SPDX-License-Identifier: BSD-3-Clause */
/* The world outside, the same for all who decide: commands and netgroups. */
#ifndef ORACLE_WORLD_H
#define ORACLE_WORLD_H

#include <stdbool.h>

/* Returns whether COMMAND succeeds: only the command `true`; none runs. */
bool world_succeeds(const char *command);

/* Returns whether HOST is in the netgroup GROUP, as innetgr(3). */
bool world_netgroup_has(const char *group, const char *host);

#endif
