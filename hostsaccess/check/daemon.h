/* SPDX-License-Identifier: BSD-3-Clause */
/* Patterns of daemons and of users. */
#ifndef CHECK_DAEMON_H
#define CHECK_DAEMON_H

#include "common/rule/visit.h"
#include "hostsaccess/check/state.h"

/* Checks the daemon of TOKEN, which means PATTERN. */
void daemon_check(struct check *check, const struct ha_token *token,
		  const struct ha_pattern *pattern);

/* Checks USER of a token USER@HOST, which means PATTERN. */
void daemon_check_user(struct check *check, struct ha_slice user,
		       const struct ha_pattern *pattern);

#endif
