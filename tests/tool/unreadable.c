/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Files that cannot be read to their end, for LD_PRELOAD: UNREAD says why.
 *
 *   open     there is no memory for the buffer of a file that is opened
 *   grow     nor for a larger one
 *   appear   a file that was not there is there when it is looked for again
 */
#include "tests/support/libc_heap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* As in common/source/source_open.c. */
#define OPEN_SIZE (32UL * 1024UL)

static int
is_wanted(const char *fault)
{
	const char *wanted = getenv("UNREAD");

	return wanted && strcmp(wanted, fault) == 0;
}

void *
malloc(size_t size)
{
	if (size == OPEN_SIZE && is_wanted("open")) {
		errno = ENOMEM;
		return NULL;
	}
	return LIBC_HEAP(malloc)(size);
}

void *
realloc(void *block, size_t size)
{
	if (size == 2 * OPEN_SIZE && is_wanted("grow")) {
		errno = ENOMEM;
		return NULL;
	}
	return LIBC_HEAP(realloc)(block, size);
}

/* The library asks so about files that were not there just before. */
int
lstat(const char *path, struct stat *status)
{
	if (fstatat(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW) == 0)
		return 0;
	return errno == ENOENT && is_wanted("appear")
		   ? stat("/dev/null", status)
		   : -1;
}
