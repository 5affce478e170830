/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Install: an index beside its text, put there whole or not at all.
 *
 * It is written to FILE.index.new, which whoever writes it has locked, and gets
 * its name once it is on the disk.  Whenever that ends early, the old index is
 * still there, and what is left of the new one is used again by the next.
 */
#ifndef INDEX_INSTALL_H
#define INDEX_INSTALL_H

#include "common/source/source.h"

#include <limits.h>

/* A new index while it is written. */
struct install {
	char path[PATH_MAX];     /* of the index */
	char new_path[PATH_MAX]; /* of what it is written to */
	const char *culprit;     /* of these, what a failure is about */
	int fd;
};

/* What became of a step; each but INSTALL_OK has been cleaned up after. */
enum install_status {
	INSTALL_OK = 0,
	INSTALL_ERROR,   /* errno says why */
	INSTALL_FOREIGN, /* what is there is no index, and is left as it is */
	INSTALL_ABSENT,  /* there was none to be removed */
};

/* Whether FD begins as an index does. */
bool install_is_index(int fd);

/* Begins a new index of FILE; waits until nobody else writes one. */
enum install_status install_begin(struct install *install, const char *file);

/* Gives it its name, and no wider access than the text SOURCE has. */
enum install_status install_end(struct install *install,
				const struct ha_source *source);

/* Gives it up. */
void install_abandon(struct install *install);

/* Removes the index of FILE, and what may be left of a new one. */
enum install_status install_remove(struct install *install, const char *file);

#endif
