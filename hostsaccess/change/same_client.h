/* SPDX-License-Identifier: BSD-3-Clause */
/* Same client: whether a rule is for one client, however that is written. */
#ifndef CHANGE_SAME_CLIENT_H
#define CHANGE_SAME_CLIENT_H

#include "common/base/slice.h"

/*
 * Returns whether CLIENT is the only one of CLIENTS, the list of a rule; *AMONG
 * whether it is one of several.
 */
bool same_client_alone(struct ha_slice clients, struct ha_slice client,
		       bool *among);

#endif
