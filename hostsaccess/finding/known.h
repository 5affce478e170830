/* SPDX-License-Identifier: BSD-3-Clause */
/* Known: findings that there were before, which are not new. */
#ifndef FINDING_KNOWN_H
#define FINDING_KNOWN_H

#include "common/decide/rules.h"
#include "hostsaccess/tool/table.h"

#include <stdbool.h>

/* Begin it as all zero, learning; end it with known_free(). */
struct known {
	bool learns; /* findings are learnt, and not shown */
	/* The two files of this pass, whose names do not count. */
	const struct ha_rules *files;
	struct table numbers;
	unsigned long *counts; /* of those that were not met again yet */
};

/*
 * Returns whether the finding NAME about TEXT in FILE is not to be shown: it is
 * learnt, or it is one of those, each of which counts once.  LINE is the line
 * that it is of, as it is in the file, or "": where that stands does not
 * matter. Exits when memory is out.
 */
bool known_has(struct known *known, const char *file, const char *name,
	       struct ha_slice text, struct ha_slice line);

/* Likewise for what KEY says, which is unlike that of any finding. */
bool known_has_key(struct known *known, struct ha_slice key);

void known_free(struct known *known);

#endif
