/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/search.h"

#include <errno.h>
#include <stdbool.h>

/* Whether the search was ended; glob(3) passes on nothing else. */
static bool stopped;

static int
stop(const char *path, int error)
{
	(void)path;
	stopped |= error != ENOENT;
	return error != ENOENT;
}

int
search_files(const char *pattern, glob_t *found)
{
	int error;

	stopped = false;
	error = glob(pattern, 0, stop, found);
	return error == GLOB_NOMATCH && stopped ? GLOB_ABORTED : error;
}
