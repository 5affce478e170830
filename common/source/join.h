/* SPDX-License-Identifier: BSD-3-Clause */
/* Join: a line that is continued, made one. */
#ifndef HA_JOIN_H
#define HA_JOIN_H

#include "common/base/line.h"
#include "common/base/status.h"

/* Where it is made.  Begin it as all zero; ha_join_free() ends it. */
struct ha_join {
	char *text;
	size_t capacity;
	size_t *joints; /* where it was continued */
	size_t joints_capacity;
};

/*
 * Sets the text and the joints of LINE to its raw text without the
 * continuations, which are COUNT; they last until the next call.  Returns HA_OK
 * or HA_ERR_MEMORY.
 */
enum ha_status ha_join_line(struct ha_join *join, size_t count,
			    struct ha_line *line);

void ha_join_free(struct ha_join *join);

#endif
