/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Source: a rule file or list file as lines.
 *
 * Read with read(2) in blocks: an editor that truncates a mapped file would
 * kill the daemon.  Memory stays constant but for lines longer than a block,
 * which grow it up to HA_LINE_MAX.
 */
#ifndef HA_SOURCE_H
#define HA_SOURCE_H

#include "common/base/diagnostic.h"
#include "common/base/line.h"
#include "common/base/status.h"
#include "common/source/filter.h"
#include "common/source/join.h"

#include <sys/stat.h>

/* An open file.  The caller owns the struct and must close it. */
struct ha_source {
	const char *file;
	int fd;
	bool joins; /* backslash-newline continues a line */
	bool begun; /* the byte order mark is dealt with */
	bool at_end;
	char *buffer; /* BUFFER[start, end) is read and not yet given out */
	size_t capacity, start, end;
	size_t block;    /* how much is read at once */
	uint64_t offset; /* in the file, of the end of the buffer */
	size_t given;    /* size of the line given out last, newline included */
	unsigned long given_lines;  /* newlines in it */
	unsigned long given_joints; /* those of them that continue it */
	unsigned long line;         /* number of physical lines before START */
	struct ha_join join;        /* of a continued line */
	struct stat status;         /* when it was opened */
	/* Whether others could have written it, once somebody has asked. */
	enum { HA_TRUST_UNASKED, HA_TRUST_YES, HA_TRUST_NO } trust;
	struct ha_filter filter;
};

/*
 * Opens FILE (kept by pointer) for reading lines; with JOINS as a rule file,
 * whose lines may be continued.  Returns HA_OK, HA_ABSENT if there is none
 * (ENOENT, where the folder that it would be in exists and no link has its
 * name), HA_ERR_IO with errno set (EISDIR for a directory, EINVAL for what
 * cannot be read as text: a FIFO, a socket, any device but /dev/null, none of
 * which is opened as a list, and what /proc and its like tell), HA_ERR_MEMORY,
 * HA_ERR_CHANGED if it has come while it was looked for.
 * Unless HA_OK, there is nothing to close.
 */
enum ha_status ha_source_open(struct ha_source *source, const char *file,
			      bool joins);

/*
 * Looks whether there is no FILE, and then what its folder is like, *FOLDER.
 * Returns HA_ABSENT if so, HA_ERR_CHANGED if there is one, HA_ERR_IO with errno
 * set if that cannot be found out: the folder cannot be reached, or a link
 * that leads to nothing has its name.
 */
enum ha_status ha_source_absent(const char *file, struct stat *folder);

/*
 * Returns whether there is no FILE because the folder that it would be in does
 * not exist, as in a chroot(2).  A link that leads to nothing is not none.
 */
bool ha_source_lacks_folder(const char *file);

/*
 * Leaves out from here on the lines that say nothing of CLIENT: filter.h.  If
 * STRICT, none that has faults.  INDEXES, which may be NULL, is asked where no
 * index stands beside the file.
 */
void ha_source_filter(struct ha_source *source,
		      const struct ha_endpoint *client, bool strict,
		      const struct ha_indexes *indexes);

/*
 * The daemon list of the line read last is not for the request: lines with the
 * same one may be left out.
 */
void ha_source_dismiss(struct ha_source *source);

/* Returns where in the file the line read last begins. */
uint64_t ha_source_offset(const struct ha_source *source);

/*
 * Reads the next logical line, which is valid until the next call on SOURCE;
 * also a last one without newline.  A UTF-8 byte order mark at the start of
 * the file is skipped.  Returns HA_OK, HA_END, HA_ERR_IO with errno set,
 * HA_ERR_LIMIT for a line longer than HA_LINE_MAX (*LINE then has its place
 * only), HA_ERR_MEMORY.
 */
enum ha_status ha_source_next(struct ha_source *source, struct ha_line *line);

/*
 * Returns whether a file that had the status A, and then B, has not changed
 * between: size, mtime and ctime are the same.
 */
bool ha_source_same(const struct stat *a, const struct stat *b);

/*
 * Returns HA_OK if the file is the one that was looked at before it was opened,
 * and as it was then (size, mtime, ctime), HA_ERR_CHANGED if not, HA_ERR_IO, of
 * which SINK hears.
 */
enum ha_status ha_source_unchanged(const struct ha_source *source,
				   const struct ha_sink *sink);

void ha_source_close(struct ha_source *source);

/*
 * Tells SINK what STATUS of a function above means for the file at PLACE:
 * HA_ERR_IO with the errno value ERROR, HA_ERR_LIMIT.  Others say nothing.
 */
void ha_source_diagnose(const struct ha_sink *sink, enum ha_status status,
			struct ha_place place, int error);

#endif
