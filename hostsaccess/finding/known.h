/* SPDX-License-Identifier: BSD-3-Clause */
/* Known: findings that there were before, which are not new. */
#ifndef FINDING_KNOWN_H
#define FINDING_KNOWN_H

#include "hostsaccess/tool/table.h"

#include <stdbool.h>

/* Begin it as all zero, learning; end it with known_free(). */
struct known {
	bool learns; /* findings are learnt, and not shown */
	struct table numbers;
	unsigned long *counts; /* of those that were not met again yet */
};

/*
 * Returns whether the finding NAME about TEXT is not to be shown: it is learnt,
 * or it is one of those, each of which counts once.  Where it stands does not
 * matter.  Exits when memory is out.
 */
bool known_has(struct known *known, const char *name, struct ha_slice text);

void known_free(struct known *known);

#endif
