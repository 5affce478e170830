/* SPDX-License-Identifier: BSD-3-Clause */
/* Waits: rules that `hostsaccess apply' has installed and nobody confirmed. */
#ifndef STATUS_WAITS_H
#define STATUS_WAITS_H

#include "hostsaccess/apply/state.h"

#include <stdio.h>

struct waits {
	enum state_found found;
	struct state state;      /* with STATE_FOUND */
	char why[STATE_WHY_MAX]; /* with STATE_BROKEN */
};

/*
 * Finds what waits on the machine whose files are in ROOT, as far as this user
 * may see it; to be freed.  Exits when memory is out.
 */
void waits_find(const char *root, struct waits *waits);

/* Writes a line of each file whose rules wait; none where nothing does. */
void waits_show(FILE *stream, const struct waits *waits);

/* Likewise a JSON object. */
void waits_show_json(FILE *stream, const struct waits *waits);

void waits_free(struct waits *waits);

#endif
