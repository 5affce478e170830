/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Accounts: users and groups of this machine, where names may mean others. What
 * cannot be found out, as where a directory is away, counts as not there.
 */
#ifndef CONVERT_ACCOUNTS_H
#define CONVERT_ACCOUNTS_H

#include <stdbool.h>

/* Returns whether this machine has a group NAME. */
bool accounts_have_group(const char *name);

/*
 * Returns whether somebody else than the user NAME is in the group NAME, if
 * there is one.
 */
bool accounts_share_group(const char *name);

/*
 * Returns whether the group NAME has a number that is first another group's, so
 * that whoever asks by number hears of that one.
 */
bool accounts_group_is_second(const char *name);

/* Hands each user who is NAME but for case, and not NAME itself, to TAKE. */
void accounts_like(const char *name,
		   void (*take)(void *context, const char *name),
		   void *context);

#endif
