/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Account look-up: users and groups, as nsswitch.conf(5) says.
 *
 * These run in a child of the resolver (child.h), and may take their time.
 */
#ifndef HA_ACCOUNT_LOOKUP_H
#define HA_ACCOUNT_LOOKUP_H

#include "common/request/resolver_lookup.h"

/*
 * Each answers CONTEXT, a struct ha_question, to FD: whether there is a user or
 * a group; whether a user is that user, or in that group.
 */
void ha_find_account(int fd, const void *context);
void ha_find_membership(int fd, const void *context);

/* Returns, without a child and a deadline, whether there is KIND NAME. */
enum ha_lookup ha_look_up_account(enum ha_account kind, const char *name);

#endif
