/* SPDX-License-Identifier: BSD-3-Clause */
/* Reindex: the index of a rule file that is changed. */
#ifndef CHANGE_REINDEX_H
#define CHANGE_REINDEX_H

#include <stdbool.h>

/* Returns whether FILE has a valid index. */
bool reindex_is_due(const char *file);

/* Builds it anew, if FILE still is large enough.  Returns the exit status. */
int reindex(const char *file);

#endif
