/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef OPEN_FILES_H
#define OPEN_FILES_H

#include "tests/support/must.h"

#include <dirent.h>

/* Returns the number of open descriptors, and a few more: always as many. */
static inline int
open_files(void)
{
	DIR *descriptors = opendir("/proc/self/fd");
	int count = 0;

	must(descriptors, "/proc/self/fd");
	while (readdir(descriptors))
		count++;
	closedir(descriptors);
	return count;
}

#endif
