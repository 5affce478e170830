/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/library_cache.h"

#include "hostsaccess/machine/regular.h"
#include "hostsaccess/tool/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_BELOW "/etc/ld.so.cache"
#define SIZE_MAX_READ (64L * 1024 * 1024)

/* As glibc writes it since 2.1; an older kind may stand before (dl-cache.h). */
#define MAGIC "glibc-ld.so.cache1.1"
#define MAGIC_SIZE 20U
#define HEADER_SIZE 48U
#define ENTRY_SIZE 24U
#define AT_KEY 4U
#define AT_VALUE 8U

static uint32_t
number_at(const char *bytes)
{
	uint32_t number;

	memcpy(&number, bytes, sizeof(number));
	return number;
}

/* Finds the entries in what was read.  Offsets count from the magic. */
static bool
find_entries(struct library_cache *cache)
{
	char *begin = memmem(cache->bytes, cache->size, MAGIC, MAGIC_SIZE);

	if (!begin)
		return false;
	cache->size -= (size_t)(begin - cache->bytes);
	memmove(cache->bytes, begin, cache->size + 1);
	if (cache->size < HEADER_SIZE)
		return false;
	cache->entries = HEADER_SIZE;
	cache->count = number_at(cache->bytes + MAGIC_SIZE);
	return cache->count <= (cache->size - HEADER_SIZE) / ENTRY_SIZE;
}

static bool
read_all(int fd, struct library_cache *cache)
{
	struct stat status;
	size_t had = 0;
	ssize_t got;

	if (fstat(fd, &status) || !S_ISREG(status.st_mode) ||
	    status.st_size <= 0 || status.st_size > SIZE_MAX_READ)
		return false;
	cache->size = (size_t)status.st_size;
	cache->bytes = memory_resize(NULL, cache->size + 1, 1);
	cache->bytes[cache->size] = '\0';
	while (had < cache->size &&
	       (got = read(fd, cache->bytes + had, cache->size - had)) > 0)
		had += (size_t)got;
	return had == cache->size;
}

void
library_cache_open(struct library_cache *cache, const char *root)
{
	char path[PATH_MAX];
	int fd = -1;

	*cache = (struct library_cache){.bytes = NULL};
	if (snprintf(path, sizeof(path), "%s%s", root, FILE_BELOW) <
	    (int)sizeof(path))
		fd = regular_open(path);
	if (fd < 0)
		return;
	if (!read_all(fd, cache) || !find_entries(cache))
		library_cache_close(cache);
	close(fd);
}

bool
library_cache_next(const struct library_cache *cache, const char *name,
		   size_t *at, char path[PATH_MAX])
{
	while (*at < cache->count) {
		const char *entry =
		    cache->bytes + cache->entries + *at * ENTRY_SIZE;
		uint32_t key = number_at(entry + AT_KEY);
		uint32_t value = number_at(entry + AT_VALUE);

		++*at;
		if (key < cache->size && value < cache->size &&
		    strcmp(cache->bytes + key, name) == 0)
			return snprintf(path, PATH_MAX, "%s",
					cache->bytes + value) < PATH_MAX;
	}
	return false;
}

void
library_cache_close(struct library_cache *cache)
{
	free(cache->bytes);
	*cache = (struct library_cache){.bytes = NULL};
}
