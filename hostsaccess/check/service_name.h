/* SPDX-License-Identifier: BSD-3-Clause */
/* Service name: what people call a service, and what its daemon is called. */
#ifndef CHECK_SERVICE_NAME_H
#define CHECK_SERVICE_NAME_H

#include "hostsaccess/check/state.h"

/*
 * Says of DAEMON, a name in the daemon list of the rule, that it is a
 * service's and never a daemon's, and what to write.  Returns whether it is;
 * nothing is said where the list has the daemon as well.
 */
bool service_name_check(struct check *check, struct ha_slice daemon);

#endif
