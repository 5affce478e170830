/* SPDX-License-Identifier: BSD-3-Clause */
/* Original: a rule file that is about to be changed, locked and read. */
#ifndef CHANGE_ORIGINAL_H
#define CHANGE_ORIGINAL_H

#include "common/base/slice.h"

#include <limits.h>
#include <sys/stat.h>

/* Larger files are not changed. */
#define ORIGINAL_MAX ((size_t)1 << 30)

struct original {
	char path[PATH_MAX]; /* without links */
	size_t folder_size;  /* how much of it is the folder, with its '/' */
	int folder;
	int fd;             /* locked: flock(2) */
	int lock;           /* likewise, in a folder of root's; or -1 */
	struct stat status; /* of what was read */
	char *text;
	size_t size;
};

/*
 * Opens FILE, through links, waits for its lock, ten seconds at most, and reads
 * it.  Root has a lock that others cannot take; that of the file, which anybody
 * may have who reads it, is waited for a second then.  Returns NULL, or why it
 * cannot be changed: a text, or one of strerror(3). *ORIGINAL is to be closed
 * unless something is returned.
 */
const char *original_open(struct original *original, const char *file);

/* Returns the name of the file in its folder. */
const char *original_name(const struct original *original);

/* Returns whether the name leads to what FD is. */
bool original_is_named(const struct original *original, int fd);

/* Reads FD to the end into *TEXT, to be freed; false: errno says why. */
bool original_read(int fd, char **text, size_t *size);

/*
 * Reads FILE, a regular one that is opened with FLAGS besides others, to its
 * end into *TEXT, to be freed; of one that is OPTIONAL and absent that is "".
 * Returns NULL, or why it cannot be read: a text, or one of strerror(3).
 */
const char *original_text(const char *file, bool optional, int flags,
			  char **text, size_t *size);

void original_close(struct original *original);

#endif
