/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/index/cache.h"

#include "hostsaccess/index/build.h"
#include "hostsaccess/tool/memory.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* To build an index takes as long as to read the text a few times. */
#define ASKED_MIN 8

/* Builds the index of FILE, which has to be that of CACHED; -1: cannot be. */
static int
build(const char *file, const struct cached *cached)
{
	struct ha_source source;
	enum ha_status status = HA_ERR_CHANGED;
	struct build figures;
	int fd = memfd_create("index", MFD_CLOEXEC);

	if (fd < 0)
		return -1;
	if (ha_source_open(&source, file, cached->rules) != HA_OK) {
		close(fd);
		return -1;
	}
	if (ha_source_same(&source.status, &cached->status) &&
	    fchmod(fd, S_IRUSR | S_IWUSR) == 0)
		status = build_index(&source, fd, NULL, NULL, &figures);
	ha_source_close(&source);
	if (status == HA_OK)
		return fd;
	close(fd);
	return -1;
}

/* Begins CACHED anew, for the text of STATUS. */
static void
reset(struct cached *cached, const struct stat *status)
{
	if (cached->fd >= 0)
		close(cached->fd);
	cached->status = *status;
	cached->asked = 0;
	cached->made = false;
	cached->fd = -1;
}

/* Returns what is cached of the text of STATUS, as it is now. */
static struct cached *
find(struct cache *cache, const struct stat *status, bool rules)
{
	struct cached *cached;

	for (size_t i = 0; i < cache->count; i++) {
		cached = &cache->all[i];
		if (cached->rules != rules ||
		    cached->status.st_dev != status->st_dev ||
		    cached->status.st_ino != status->st_ino)
			continue;
		if (!ha_source_same(&cached->status, status))
			reset(cached, status);
		return cached;
	}
	cache->all = memory_grow(cache->all, cache->count, sizeof(*cache->all));
	cached = &cache->all[cache->count++];
	*cached = (struct cached){.rules = rules, .fd = -1};
	reset(cached, status);
	return cached;
}

/* Whether a change of the text of STATUS would show in its times by now. */
static bool
is_old(const struct stat *status)
{
	struct timespec now;

	return clock_gettime(CLOCK_REALTIME, &now) == 0 &&
	       now.tv_sec - status->st_ctim.tv_sec >= BUILD_AGE_SECONDS;
}

static int
open_cached(void *context, const char *file, const struct stat *status,
	    bool rules)
{
	struct cached *cached = find(context, status, rules);

	if (!cached->made && (++cached->asked < ASKED_MIN || !is_old(status)))
		return -1;
	if (!cached->made)
		cached->fd = build(file, cached);
	cached->made = true;
	return cached->fd < 0 ? -1 : fcntl(cached->fd, F_DUPFD_CLOEXEC, 0);
}

struct ha_indexes
cache_indexes(struct cache *cache)
{
	return (struct ha_indexes){open_cached, cache};
}

void
cache_free(struct cache *cache)
{
	for (size_t i = 0; i < cache->count; i++)
		if (cache->all[i].fd >= 0)
			close(cache->all[i].fd);
	free(cache->all);
	*cache = (struct cache){0};
}
