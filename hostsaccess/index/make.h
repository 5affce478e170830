/* SPDX-License-Identifier: BSD-3-Clause */
/* Make: an index, built and put in its place, and what is said of it. */
#ifndef INDEX_MAKE_H
#define INDEX_MAKE_H

#include "common/base/status.h"

#include <stdbool.h>

/* Says what is the matter with FILE to standard error; returns STATUS_USAGE. */
int index_fault(const char *file, const char *words);

/* Likewise what STATUS, not HA_OK, of the library says, with errno. */
int index_status_fault(const char *file, enum ha_status status);

/*
 * Makes the index of FILE, which holds rules or is a list, as soon as nobody
 * has changed it for some seconds.  Says what came of it; returns the exit
 * status.
 */
int make_index(const char *file, bool rules);

#endif
