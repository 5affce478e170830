/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Index: where the next line of a large file is that may speak of a client, as
 * a file beside it says.
 *
 * It holds no verdict.  It names lines, which are then read as any others; what
 * it does not name says nothing.  One that is not certainly of the text, or is
 * damaged, is left alone, and the text is read as if there were none.
 */
#ifndef HA_INDEX_H
#define HA_INDEX_H

#include "common/request/request.h"
#include "common/source/index_file.h"

/* Where indexes come from that are not on the disk. */
struct ha_indexes {
	/*
	 * Returns a descriptor, which the caller closes, of an index of the
	 * text FILE of STATUS, read as rules or as a list; or -1.
	 */
	int (*open)(void *context, const char *file, const struct stat *status,
		    bool rules);
	void *context;
};

/* A line that an index names, and its group; -1: none. */
struct ha_index_found {
	struct ha_index_place place;
	int group;
};

/* An index while a text is read. */
struct ha_index {
	struct ha_index_file file;
	uint64_t residue;   /* so many lines of it have been found */
	uint32_t dismissed; /* groups, a bit each, whose lines do not count */
	int group;          /* of the line found last */
	/* The next lines, once they are known, by address and by name. */
	bool has_address, has_name;
	struct ha_index_found address, name;
};

/*
 * Opens the index of the text FILE, which is open and of STATUS, to be read for
 * USE: the one beside it, or else one of INDEXES, which may be NULL.  Returns
 * NULL if there is none that is valid; else ha_index_close() frees it.
 */
struct ha_index *ha_index_open(const char *file, const struct stat *status,
			       struct ha_index_use use,
			       const struct ha_indexes *indexes);

void ha_index_close(struct ha_index *index);

enum ha_index_next {
	HA_INDEX_LINE,   /* the line is at the place */
	HA_INDEX_END,    /* no line that is left says anything */
	HA_INDEX_BROKEN, /* nobody knows; the place is as it was */
};

/*
 * Finds the next line, at *PLACE or behind it, that may say something of
 * CLIENT, whose address is known and a number, and sets *PLACE to it.  PLACE is
 * the start of a line, and all before it has been read.
 */
enum ha_index_next ha_index_find(struct ha_index *index,
				 const struct ha_endpoint *client,
				 struct ha_index_place *place);

/*
 * The daemon list of the line found last is not for the request: no line that
 * has the same says anything.
 */
void ha_index_dismiss(struct ha_index *index);

#endif
