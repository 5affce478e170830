/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef REMOVE_TREE_H
#define REMOVE_TREE_H

#include <ftw.h>
#include <stdio.h>

static inline int
remove_one(const char *path, const struct stat *status, int type,
	   struct FTW *place)
{
	(void)status;
	(void)type;
	(void)place;
	return remove(path);
}

/* Removes PATH with all that is in it; returns 0, or -1 with errno set. */
static inline int
remove_tree(const char *path)
{
	return nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

#endif
