/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Heavy: those of any number of keys that come most often, in memory that does
 * not grow with them ("Space-Saving": Metwally, Agrawal, El Abbadi, Efficient
 * Computation of Frequent and Top-k Elements in Data Streams, 2005).
 *
 * A key that comes when there is no room takes the place of the one with the
 * smallest count, which it goes on with.  So whatever came more often than the
 * smallest count is here, and no count is too small.
 */
#ifndef TOOL_HEAVY_H
#define TOOL_HEAVY_H

#include "common/base/slice.h"

#include <stdint.h>

struct heavy_place {
	struct ha_slice key;
	unsigned long count; /* so often at most ... */
	unsigned long over;  /* ... and by so much less at least */
	/* Of the one who keeps them. */
	uint64_t hash;
	uint32_t next, heap;
};

/* Begin it with heavy_begin(); the places in use are the first. */
struct heavy {
	struct heavy_place *places;
	uint32_t used, size;
	bool is_full;    /* some key has lost its place */
	uint32_t *heads; /* of lists of places, by hash */
	uint32_t *heap;  /* of places, the smallest count first */
	uint64_t seed;
};

/* Makes room for SIZE keys.  Exits when memory is out, as heavy_add(). */
void heavy_begin(struct heavy *heavy, uint32_t size);

/*
 * Counts KEY (copied) TIMES times.  Returns the number of its place; *IS_NEW
 * becomes whether it has come there just now.
 */
uint32_t heavy_add(struct heavy *heavy, struct ha_slice key,
		   unsigned long times, bool *is_new);

/* Returns the order of the keys A and B, as memcmp(3) does. */
int heavy_order(struct ha_slice a, struct ha_slice b);

void heavy_free(struct heavy *heavy);

#endif
