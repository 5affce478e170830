/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Entries: what an index says of the lines of a rule file or list file
 * (common/source/index_format.h).
 *
 * A line becomes entries, by the addresses, nets and names that its clients
 * begin with; or residue, which is read whoever asks, if it is anything else or
 * has a fault that a reader would hear of; or nothing, if it says nothing.
 */
#ifndef INDEX_ENTRIES_H
#define INDEX_ENTRIES_H

#include "common/base/status.h"
#include "common/source/source.h"

/* An index of more would take more than 2.5 GiB of memory to build. */
#define ENTRIES_MAX (UINT64_C(1) << 25)

struct entries {
	bool rules;
	uint64_t seed;
	unsigned char (*items)[HA_INDEX_ENTRY];
	size_t count, capacity;
	struct ha_index_place *residue;
	size_t residue_count, residue_capacity;
	char *groups[HA_INDEX_GROUPS]; /* their daemon lists */
	size_t sizes[HA_INDEX_GROUPS]; /* of these */
	size_t group_count;
	struct ha_index_names names[HA_INDEX_GROUPS];
	uint32_t name_ends;
	bool strict; /* some line has options that `strict` looks at */
};

/* Begins ENTRIES, whose names are hashed with SEED; entries_free() ends it. */
void entries_begin(struct entries *entries, bool rules, uint64_t seed);
void entries_free(struct entries *entries);

/*
 * Adds what LINE says, which begins at PLACE.  Returns HA_OK; HA_ERR_LIMIT if
 * there are too many, HA_ERR_MEMORY.
 */
enum ha_status entries_add(struct entries *entries, const struct ha_line *line,
			   struct ha_index_place place);

/*
 * Sorts the entries, drops those that are there twice, and finds out which
 * prefixes hold others.  Returns HA_OK or HA_ERR_MEMORY.
 */
enum ha_status entries_sort(struct entries *entries);

#endif
