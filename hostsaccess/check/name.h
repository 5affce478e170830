/* SPDX-License-Identifier: BSD-3-Clause */
/* Names of hosts that are none, or were not meant to be. */
#ifndef CHECK_NAME_H
#define CHECK_NAME_H

#include "hostsaccess/check/state.h"

/* Checks TOKEN, a host name, at PLACE. */
void name_check(struct check *check, struct ha_slice token,
		struct ha_place place);

/*
 * Reports TOKEN, a name or a pattern of names, if it holds a byte that no
 * name has.  Returns whether it does.
 */
bool name_check_bytes(struct check *check, struct ha_slice token,
		      struct ha_place place);

/* Checks whether there is the netgroup of TOKEN, @GROUP, at PLACE. */
void name_check_netgroup(struct check *check, struct ha_slice token,
			 struct ha_place place);

#endif
