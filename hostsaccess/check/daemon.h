/* SPDX-License-Identifier: BSD-3-Clause */
/* Patterns of daemons and of users. */
#ifndef CHECK_DAEMON_H
#define CHECK_DAEMON_H

#include "hostsaccess/check/state.h"

/* Checks TOKEN of the daemon list, without the host that may follow '@'. */
void daemon_check(struct check *check, struct ha_slice token, bool has_host);

/* Checks USER of a token USER@HOST. */
void daemon_check_user(struct check *check, struct ha_slice user);

#endif
