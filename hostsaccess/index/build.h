/* SPDX-License-Identifier: BSD-3-Clause */
/* Build: the index of a text, made and written. */
#ifndef INDEX_BUILD_H
#define INDEX_BUILD_H

#include "hostsaccess/index/entries.h"

/*
 * A change within one tick of the clock of a file system, which may be two
 * seconds, leaves no trace in its times: so old a text has to be whose index is
 * to be trusted.
 */
#define BUILD_AGE_SECONDS 3

/* What there is to say of an index that was built. */
struct build {
	uint64_t entries, residue; /* in it */
	uint64_t lines;            /* of the text */
	uint64_t size;             /* of the index, in bytes */
	uint64_t memory;           /* that was needed, in bytes */
	uint64_t line;             /* the number of the last one read */
	bool reading;              /* HA_ERR_IO is of the text */
	bool too_many;             /* entries, of HA_ERR_LIMIT; else LINE is */
};

/*
 * Reads SOURCE, just opened, to its end, and writes its index to FD, an empty
 * file.  Calls STEP, which may be NULL, every now and then with CONTEXT and how
 * many bytes are read.  Returns HA_OK, and fills *BUILD; HA_ERR_CHANGED if the
 * text changed meanwhile; HA_ERR_LIMIT if its line LINE is too long for any
 * reader, or there are too many entries; HA_ERR_MEMORY; HA_ERR_IO with errno
 * set.
 */
enum ha_status build_index(struct ha_source *source, int fd,
			   void (*step)(void *context, uint64_t bytes),
			   void *context, struct build *build);

#endif
