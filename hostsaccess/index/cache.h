/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Cache: indexes in memory, of large files without one on the disk, for who
 * decides on many clients.  Each file is read once, and again if it changes.
 */
#ifndef INDEX_CACHE_H
#define INDEX_CACHE_H

#include "common/source/index.h"

#include <stddef.h>

struct cached {
	struct stat status; /* of the text */
	bool rules;
	unsigned asked; /* so often, before it was worth while */
	int fd;         /* -1: there is none, or cannot be one */
	bool made;
};

/* Begin it as all zero; cache_free() ends it. */
struct cache {
	struct cached *all;
	size_t count;
};

/* Returns indexes that are those of CACHE, which must outlive them. */
struct ha_indexes cache_indexes(struct cache *cache);

void cache_free(struct cache *cache);

#endif
