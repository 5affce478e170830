/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
ha_source_close(struct ha_source *source)
{
	ha_filter_close_index(&source->filter);
	close(source->fd);
	free(source->buffer);
	ha_join_free(&source->join);
}

/* Makes room for one more byte at least behind what is in the buffer. */
static enum ha_status
make_room(struct ha_source *source)
{
	size_t size = source->end - source->start;
	char *larger;

	if (source->start > 0) {
		memmove(source->buffer, source->buffer + source->start, size);
		source->start = 0;
		source->end = size;
	}
	if (size < source->capacity)
		return HA_OK;
	larger = reallocarray(source->buffer, 2, source->capacity);
	if (!larger)
		return HA_ERR_MEMORY;
	source->buffer = larger;
	source->capacity *= 2;
	return HA_OK;
}

/*
 * Whether GOT bytes, where more were asked for, end the file: it then has the
 * size that it had, or has changed, which is found out later.
 */
static bool
ends(const struct ha_source *source, size_t got, size_t asked)
{
	return got == 0 || (got < asked && S_ISREG(source->status.st_mode) &&
			    source->offset == (uint64_t)source->status.st_size);
}

/* Reads more of the file behind what is in the buffer. */
static enum ha_status
fill(struct ha_source *source)
{
	enum ha_status status = make_room(source);
	size_t room = source->capacity - source->end;
	size_t size = room < source->block ? room : source->block;
	ssize_t got;

	if (status != HA_OK)
		return status;
	do {
		got = read(source->fd, source->buffer + source->end, size);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return HA_ERR_IO;
	source->end += (size_t)got;
	source->offset += (size_t)got;
	source->at_end = ends(source, (size_t)got, size);
	return HA_OK;
}

static void
skip_byte_order_mark(struct ha_source *source)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t size = source->end - source->start;

	if (size >= 3 && memcmp(source->buffer + source->start, mark, 3) == 0)
		source->start += 3;
}

/* Returns whether the newline at OFFSET from the start is continued. */
static bool
continues(const struct ha_source *source, size_t offset)
{
	return source->joins && offset > 0 &&
	       source->buffer[source->start + offset - 1] == '\\';
}

/*
 * Finds the end of the next logical line: sets source->given to its size,
 * with the newline if it has one, and counts its physical lines.
 */
static enum ha_status
find_line(struct ha_source *source)
{
	size_t scanned = 0;
	enum ha_status status;

	for (;;) {
		size_t there = source->end - source->start;
		const char *base = source->buffer + source->start;
		const char *found =
		    memchr(base + scanned, '\n', there - scanned);

		scanned = found ? (size_t)(found - base) + 1 : there;
		if (scanned > HA_LINE_MAX)
			return HA_ERR_LIMIT;
		if (found) {
			source->given_lines++;
			if (continues(source, scanned - 1)) {
				source->given_joints++;
				continue;
			}
		} else if (source->at_end && there == 0) {
			return HA_END;
		}
		if (found || source->at_end) {
			source->given = scanned;
			return HA_OK;
		}
		status = fill(source);
		if (status != HA_OK)
			return status;
	}
}

/* Leaves the line given out last behind. */
static void
advance(struct ha_source *source)
{
	source->line += source->given_lines;
	source->start += source->given;
	source->given_lines = 0;
	source->given_joints = 0;
	source->given = 0;
}

/* Before the first line is found, its first bytes must be there. */
static enum ha_status
begin(struct ha_source *source)
{
	enum ha_status status = HA_OK;

	while (status == HA_OK && !source->at_end && source->end < 3)
		status = fill(source);
	if (status == HA_OK)
		skip_byte_order_mark(source);
	source->begun = true;
	return status;
}

void
ha_source_filter(struct ha_source *source, const struct ha_endpoint *client,
		 bool strict, const struct ha_indexes *indexes)
{
	const struct ha_index_use use = {source->joins, strict};

	ha_filter_set(&source->filter, client);
	ha_filter_open_index(&source->filter, source->file, &source->status,
			     use, indexes);
}

void
ha_source_dismiss(struct ha_source *source)
{
	if (source->filter.index)
		ha_index_dismiss(source->filter.index);
}

uint64_t
ha_source_offset(const struct ha_source *source)
{
	return source->offset - (source->end - source->start);
}

/* Leaves lines behind that need not be read. */
static void
skim(struct ha_source *source)
{
	const struct ha_slice text = {source->buffer + source->start,
				      source->end - source->start};

	source->start +=
	    ha_filter_lines(&source->filter, ha_slice_head(text, HA_LINE_MAX),
			    source->joins, &source->line);
}

/* How much is read where an index says that a line begins. */
#define LINE_BLOCK 4096

/* Reads on from OFFSET of the file, in blocks of BLOCK bytes. */
static enum ha_status
read_from(struct ha_source *source, uint64_t offset, size_t block)
{
	source->start = source->end = 0;
	source->at_end = false;
	source->block = block;
	source->offset = offset;
	return lseek(source->fd, (off_t)offset, SEEK_SET) < 0 ? HA_ERR_IO
							      : HA_OK;
}

/* Whether what stands before START is the end of a line. */
static bool
is_behind_line(const struct ha_source *source)
{
	const char *line = source->buffer + source->start;

	return source->start > 0 && line[-1] == '\n' &&
	       !(source->joins && source->start > 1 && line[-2] == '\\');
}

/* Goes to OFFSET, which is not before START. */
static enum ha_status
go_to(struct ha_source *source, uint64_t offset)
{
	enum ha_status status;

	if (offset < source->offset) {
		source->start = source->end - (size_t)(source->offset - offset);
		return HA_OK;
	}
	/* with what ends the line before */
	status = read_from(source, offset - 2, LINE_BLOCK);
	while (status == HA_OK && !source->at_end && source->end < 3)
		status = fill(source);
	source->block = source->capacity;
	source->start = source->end < 2 ? source->end : 2;
	return status;
}

/*
 * Leaves the lines behind that the index does not name.  If it turns out to be
 * of no use, the text is read on from where it is, without it.
 */
static enum ha_status
follow_index(struct ha_source *source)
{
	const struct ha_index_place here = {ha_source_offset(source),
					    source->line};
	struct ha_filter *filter = &source->filter;
	struct ha_index_place next = here;
	enum ha_status status;

	switch (ha_index_find(filter->index, filter->client, &next)) {
	case HA_INDEX_END:
		source->start = source->end;
		source->at_end = true;
		return HA_OK;
	case HA_INDEX_BROKEN:
		ha_filter_close_index(filter);
		return HA_OK;
	case HA_INDEX_LINE:
		break;
	}
	/* perhaps behind a byte order mark, which begin() deals with */
	if (next.offset == here.offset || next.offset <= 3)
		return HA_OK;
	source->begun = true;
	source->line = (unsigned long)next.line;
	status = go_to(source, next.offset);
	if (status != HA_OK || is_behind_line(source))
		return status;
	ha_filter_close_index(filter);
	source->begun = here.offset > 0;
	source->line = (unsigned long)here.line;
	return read_from(source, here.offset, source->capacity);
}

enum ha_status
ha_source_next(struct ha_source *source, struct ha_line *line)
{
	enum ha_status status = HA_OK;

	advance(source);
	if (source->filter.index)
		status = follow_index(source);
	if (status == HA_OK && !source->begun)
		status = begin(source);
	if (status == HA_OK && !source->filter.index)
		skim(source);
	line->place = (struct ha_place){source->file, source->line + 1, 1};
	if (status == HA_OK)
		status = find_line(source);
	if (status != HA_OK)
		return status;
	line->raw =
	    (struct ha_slice){source->buffer + source->start, source->given};
	if (line->raw.data[line->raw.size - 1] == '\n' &&
	    !continues(source, line->raw.size - 1))
		line->raw.size--;
	line->text = line->raw;
	line->joint_count = 0;
	return source->given_joints > 0
		   ? ha_join_line(&source->join, source->given_joints, line)
		   : HA_OK;
}

static bool
same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

bool
ha_source_same(const struct stat *a, const struct stat *b)
{
	return a->st_size == b->st_size &&
	       same_time(&a->st_mtim, &b->st_mtim) &&
	       same_time(&a->st_ctim, &b->st_ctim);
}

enum ha_status
ha_source_unchanged(const struct ha_source *source, const struct ha_sink *sink)
{
	const struct stat *then = &source->status;
	struct stat now;

	if (fstat(source->fd, &now)) {
		const struct ha_place whole = {source->file, 0, 0};

		ha_source_diagnose(sink, HA_ERR_IO, whole, errno);
		return HA_ERR_IO;
	}
	if (now.st_dev != then->st_dev || now.st_ino != then->st_ino ||
	    (S_ISREG(now.st_mode) && !ha_source_same(then, &now)))
		return HA_ERR_CHANGED;
	return HA_OK;
}

void
ha_source_diagnose(const struct ha_sink *sink, enum ha_status status,
		   struct ha_place place, int error)
{
	const struct ha_slice nothing = {"", 0};

	place.column = 0;
	if (status == HA_ERR_LIMIT)
		ha_diagnose(sink, HA_D_FILE_LINE_LENGTH, place, nothing, 0);
	if (status != HA_ERR_IO)
		return;
	place.line = 0;
	ha_diagnose(sink, HA_D_FILE_UNREADABLE, place, nothing, error);
}
