/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Sources: what the C library asks for hosts and users, by nsswitch.conf(5).
 *
 * If it cannot read one, it goes on to the next one, and may come to the end
 * that there is no such name.
 */
#ifndef HA_SOURCES_H
#define HA_SOURCES_H

#include "common/base/slice.h"

/* How far that end counts. */
enum ha_end {
	HA_END_COUNTS,
	HA_END_IS_NONE,     /* a file could not be read */
	HA_END_IS_DOUBTFUL, /* a name server may have failed */
};

enum ha_end ha_sources_end(void);

/* The longest line that is read of a database. */
#define HA_SOURCES_MAX 1024

/*
 * Reads what stands behind DATABASE and its colon, "passwd" for example, into
 * LINE; "files" if it has no line.  Returns false if that is not known.
 */
bool ha_sources_read(const char *database, char line[HA_SOURCES_MAX]);

/*
 * Sets *SOURCE to the next one in REST, and REST to what is behind it; false if
 * there is none.  Actions in brackets are none.
 */
bool ha_sources_next(struct ha_slice *rest, struct ha_slice *source);

#endif
