/* SPDX-License-Identifier: BSD-3-Clause */
/* Patterns of hosts, in rules and in list files. */
#ifndef CHECK_HOST_H
#define CHECK_HOST_H

#include "common/rule/pattern.h"
#include "hostsaccess/check/state.h"

/*
 * Checks TOKEN at PLACE, which the library has read as PATTERN: what can
 * never match, and what tcp_wrappers reads otherwise.
 */
void host_check(struct check *check, struct ha_slice token,
		struct ha_place place, const struct ha_pattern *pattern);

#endif
