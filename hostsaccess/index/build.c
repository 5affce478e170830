/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/index/build.h"

#include <stdio.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

/* Lines between two calls of a step. */
#define STEP_LINES 4096

/* Checksums of another index must be others; nobody is kept from guessing. */
static uint64_t
make_seed(void)
{
	struct timespec now = {0};
	uint64_t seed;

	if (getrandom(&seed, sizeof(seed), GRND_NONBLOCK) == sizeof(seed))
		return seed;
	clock_gettime(CLOCK_REALTIME, &now);
	return ha_index_hash((uint64_t)getpid(), &now, sizeof(now));
}

static enum ha_status
read_lines(struct ha_source *source, struct entries *entries,
	   void (*step)(void *context, uint64_t bytes), void *context,
	   struct build *build)
{
	struct ha_line line;

	for (;;) {
		enum ha_status status = ha_source_next(source, &line);

		if (status == HA_END)
			return ha_source_unchanged(source, NULL);
		build->line = line.place.line;
		if (status != HA_OK)
			return status;
		status = entries_add(
		    entries, &line,
		    (struct ha_index_place){ha_source_offset(source),
					    line.place.line - 1});
		build->too_many = status == HA_ERR_LIMIT;
		if (status != HA_OK)
			return status;
		if (++build->lines % STEP_LINES == 0 && step)
			step(context, ha_source_offset(source));
	}
}

/* An index while it is written. */
struct writing {
	FILE *stream;
	uint64_t seed;
	uint64_t number; /* of the next page */
};

/* Writes a page of DATA, the rest of which is zero. */
static void
put_page(struct writing *writing, const unsigned char *data)
{
	uint64_t checksum =
	    ha_index_checksum(writing->seed, writing->number++, data);

	fwrite(&checksum, sizeof(checksum), 1, writing->stream);
	fwrite(data, HA_INDEX_DATA, 1, writing->stream);
}

/* Writes COUNT items of SIZE bytes, so many to a page as fit. */
static void
put_items(struct writing *writing, const void *items, size_t count, size_t size)
{
	const unsigned char *bytes = items;
	size_t most = HA_INDEX_DATA / size;

	while (count > 0) {
		unsigned char data[HA_INDEX_DATA] = {0};
		size_t now = count < most ? count : most;

		memcpy(data, bytes, now * size);
		put_page(writing, data);
		bytes += now * size;
		count -= now;
	}
}

/*
 * Writes the COUNT keys of a level to BYTES, each that of the first entry of
 * EACH entries.
 */
static void
copy_keys(const struct entries *entries, uint64_t first, uint64_t count,
	  uint64_t each, unsigned char *bytes)
{
	for (uint64_t i = 0; i < count; i++)
		memcpy(bytes + i * HA_INDEX_KEY,
		       entries->items[(first + i) * each], HA_INDEX_KEY);
}

/* Writes a level of TOTAL keys. */
static void
put_keys(struct writing *writing, const struct entries *entries, uint64_t total,
	 uint64_t each)
{
	for (uint64_t first = 0; first < total; first += HA_INDEX_PAGE_KEYS) {
		unsigned char data[HA_INDEX_DATA] = {0};
		uint64_t left = total - first;

		copy_keys(entries, first,
			  left < HA_INDEX_PAGE_KEYS ? left : HA_INDEX_PAGE_KEYS,
			  each, data);
		put_page(writing, data);
	}
}

static void
put_head(struct writing *writing, const struct entries *entries,
	 const struct ha_index_shape *shape, const struct stat *text)
{
	unsigned char data[HA_INDEX_DATA] = {0};
	uint64_t each = HA_INDEX_PAGE_ENTRIES;
	struct ha_index_head head = {
	    .order = HA_INDEX_ORDER,
	    .seed = entries->seed,
	    .inode = text->st_ino,
	    .size = (uint64_t)text->st_size,
	    .modified = text->st_mtim.tv_sec,
	    .changed = text->st_ctim.tv_sec,
	    .modified_ns = (uint32_t)text->st_mtim.tv_nsec,
	    .changed_ns = (uint32_t)text->st_ctim.tv_nsec,
	    .flags = (entries->rules ? HA_INDEX_RULES : 0) |
		     (entries->strict ? 0 : HA_INDEX_PLAIN),
	    .name_ends = entries->name_ends,
	    .entries = entries->count,
	    .residue = entries->residue_count};

	memcpy(head.magic, HA_INDEX_MAGIC, sizeof(head.magic));
	if (entries->residue_count > 0)
		head.first_residue = entries->residue[0];
	memcpy(head.names, entries->names, sizeof(head.names));
	memcpy(data, &head, sizeof(head));
	for (unsigned level = 1; level < shape->levels; level++)
		each *= HA_INDEX_PAGE_KEYS;
	copy_keys(entries, 0, shape->pages[shape->levels - 1], each,
		  data + sizeof(head));
	put_page(writing, data);
}

static enum ha_status
write_pages(const struct entries *entries, const struct stat *text, int fd,
	    struct build *build)
{
	struct writing writing = {.seed = entries->seed};
	uint64_t each = HA_INDEX_PAGE_ENTRIES;
	struct ha_index_shape shape;
	bool failed;
	int copy;

	if (!ha_index_shape_of(entries->count, entries->residue_count, &shape))
		return HA_ERR_LIMIT;
	copy = dup(fd);
	writing.stream = copy < 0 ? NULL : fdopen(copy, "w");
	if (!writing.stream) {
		if (copy >= 0)
			close(copy);
		return HA_ERR_IO;
	}
	put_head(&writing, entries, &shape, text);
	put_items(&writing, entries->items, entries->count, HA_INDEX_ENTRY);
	for (unsigned level = 1; level < shape.levels; level++) {
		put_keys(&writing, entries, shape.pages[level - 1], each);
		each *= HA_INDEX_PAGE_KEYS;
	}
	put_items(&writing, entries->residue, entries->residue_count,
		  sizeof(*entries->residue));
	build->size = shape.total * HA_INDEX_PAGE;
	failed = ferror(writing.stream) != 0;
	return fclose(writing.stream) == 0 && !failed ? HA_OK : HA_ERR_IO;
}

enum ha_status
build_index(struct ha_source *source, int fd,
	    void (*step)(void *context, uint64_t bytes), void *context,
	    struct build *build)
{
	struct entries entries;
	enum ha_status status;

	*build = (struct build){.reading = true};
	entries_begin(&entries, source->joins, make_seed());
	status = read_lines(source, &entries, step, context, build);
	if (status == HA_OK) {
		/* twice, while they are sorted */
		build->memory =
		    2 * entries.count * sizeof(*entries.items) +
		    entries.residue_count * sizeof(*entries.residue);
		status = entries_sort(&entries);
	}
	if (status == HA_OK) {
		build->reading = false;
		status = write_pages(&entries, &source->status, fd, build);
	}
	build->entries = entries.count;
	build->residue = entries.residue_count;
	entries_free(&entries);
	return status;
}
