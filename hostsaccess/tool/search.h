/* SPDX-License-Identifier: BSD-3-Clause */
/* Search: the files that a pattern names. */
#ifndef TOOL_SEARCH_H
#define TOOL_SEARCH_H

#include <glob.h>

/*
 * As glob(3) without flags.  A folder that exists and cannot be read is
 * GLOB_ABORTED, also in musl, where it is GLOB_NOMATCH if nothing is found.
 */
int search_files(const char *pattern, glob_t *found);

#endif
