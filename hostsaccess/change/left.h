/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Left: the file beside a rule file while that is changed, and what a change
 * that ended early has left there (replace.h).
 */
#ifndef CHANGE_LEFT_H
#define CHANGE_LEFT_H

#include "hostsaccess/change/original.h"

#define LEFT_MAX (NAME_MAX + 1)

/* Writes the name for a change of ORIGINAL; false: it is too long. */
bool left_name(const struct original *original, char name[LEFT_MAX]);

/* Returns whether NAME, in the folder of ORIGINAL, leads to what FD is. */
bool left_is(const struct original *original, const char *name, int fd);

/*
 * Returns whether somebody has FD open to write it, and takes a lease of it
 * otherwise, where the file system has these.
 */
bool left_is_written(int fd);

/*
 * Adds to the file that ORIGINAL names now what stands in FROM behind *SIZE
 * bytes, and waits until it is on the disk; *SIZE is what FROM had then.
 * Returns false, errno says why.
 */
bool left_carry(const struct original *original, int from, size_t *size);

enum left {
	LEFT_NONE,  /* nothing of others' was there */
	LEFT_ADDED, /* it is added to the file, which so is another now */
	LEFT_ERROR, /* errno says why */
};

/*
 * Looks at what ended changes of ORIGINAL have left, and removes it unless
 * others have it open to write.  In a folder in which others may put files
 * nothing is added: it may be theirs.
 */
enum left left_collect(const struct original *original);

#endif
