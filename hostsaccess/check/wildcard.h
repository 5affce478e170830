/* SPDX-License-Identifier: BSD-3-Clause */
/* Wildcards among the clients. */
#ifndef CHECK_WILDCARD_H
#define CHECK_WILDCARD_H

#include "hostsaccess/check/state.h"

/* Checks TOKEN at PLACE, a wildcard, of addresses if it is NUMERIC. */
void wildcard_check(struct check *check, struct ha_slice token,
		    struct ha_place place, bool numeric);

#endif
