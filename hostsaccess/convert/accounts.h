/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Accounts: users and groups of this machine, where names may mean others.
 * Where a directory is away, or looking up fails otherwise, nothing is known.
 */
#ifndef CONVERT_ACCOUNTS_H
#define CONVERT_ACCOUNTS_H

#include <stdbool.h>

enum accounts_answer {
	ACCOUNTS_UNKNOWN = 0,
	ACCOUNTS_NO,
	ACCOUNTS_YES,
};

/* Returns whether this machine has a group NAME. */
enum accounts_answer accounts_have_group(const char *name);

/*
 * Returns whether somebody else than the user NAME is in the group NAME, if
 * there is one.
 */
enum accounts_answer accounts_share_group(const char *name);

/*
 * Returns whether the group NAME has a number that is first another group's, so
 * that whoever asks by number hears of that one.
 */
enum accounts_answer accounts_group_is_second(const char *name);

/*
 * Returns why rules cannot name the group NAME, which is to be there; NULL if
 * they can.
 */
const char *accounts_group_fault(const char *name);

/* Returns why sshd does not hear of the group NAME; NULL if it does. */
const char *accounts_sshd_group_fault(const char *name);

/*
 * Hands each user who is NAME but for case, and not NAME itself, to TAKE.
 * Returns false if not all could be looked at.
 */
bool accounts_like(const char *name,
		   void (*take)(void *context, const char *name),
		   void *context);

#endif
