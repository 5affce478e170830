/* SPDX-License-Identifier: BSD-3-Clause */
/* Unknown: why nothing is explained for a daemon that there is not. */
#ifndef EXPLAIN_UNKNOWN_H
#define EXPLAIN_UNKNOWN_H

#include "hostsaccess/machine/way.h"

#define EXPLAIN_UNKNOWN_MAX 1024

/*
 * Writes to TEXT that WAYS, which ARGUMENTS asked for, are those of no daemon,
 * DAEMON, and what was probably meant.
 */
void explain_unknown_words(const struct ways *ways,
			   const struct arguments *arguments,
			   struct ha_slice daemon,
			   char text[EXPLAIN_UNKNOWN_MAX]);

#endif
