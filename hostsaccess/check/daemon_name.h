/* SPDX-License-Identifier: BSD-3-Clause */
/* Names of daemons that are misspelt. */
#ifndef CHECK_DAEMON_NAME_H
#define CHECK_DAEMON_NAME_H

#include "hostsaccess/check/state.h"

struct hint;

/*
 * Says that NAME, of a daemon list, is that of no daemon which is known, but
 * nearly of one, if it is so.  What this machine has does not matter.
 */
void daemon_name_check(struct check *check, struct ha_slice name);

/*
 * Adds which daemon is meant by NAME, which has bytes that none has: sshd/tcp,
 * tcp/22, +sshd.
 */
void daemon_name_hint(struct hint *hint, struct ha_slice name);

#endif
