/* SPDX-License-Identifier: BSD-3-Clause */
/* Library cache: where libraries are, as ldconfig(8) wrote it down. */
#ifndef MACHINE_LIBRARY_CACHE_H
#define MACHINE_LIBRARY_CACHE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

struct library_cache {
	char *bytes; /* NULL: there is none, or it is of a kind not known */
	size_t size; /* of them; a NUL stands behind */
	size_t entries, count;
};

/* Reads the cache below ROOT.  Exits when memory is out. */
void library_cache_open(struct library_cache *cache, const char *root);

/*
 * Writes the path of the next library NAME from entry *AT (0 at first) on, in
 * the order of the loader, to PATH.  Returns false behind the last.
 */
bool library_cache_next(const struct library_cache *cache, const char *name,
			size_t *at, char path[PATH_MAX]);

void library_cache_close(struct library_cache *cache);

#endif
