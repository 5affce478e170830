/* SPDX-License-Identifier: BSD-3-Clause */
/* Decide: on a client by each way in which the module is asked about it. */
#ifndef GUARD_DECIDE_H
#define GUARD_DECIDE_H

#include "hostsaccess/ask/ask.h"
#include "hostsaccess/machine/way.h"
#include "hostsaccess/past/logins.h"

/* Returns LOGIN, which must outlive it, as a client, without its daemon. */
struct ask_client decide_client(const struct login *login);

/*
 * Decides on CLIENT by each of WAYS, with INDEXES, which may be NULL; with
 * NODNS no name is looked up.  *VERDICT is that of the first way that refuses,
 * else of the first one that has a rule, else of the first, as if all commands
 * failed; where an aclexec is asked, *OTHER likewise as if they succeeded.
 * Returns whether that is so.  That a way is permissive does not count.
 */
bool decide_both(const struct ways *ways, const struct ask_client *client,
		 const struct ha_indexes *indexes, bool nodns,
		 struct ha_verdict *verdict, struct ha_verdict *other);

#endif
