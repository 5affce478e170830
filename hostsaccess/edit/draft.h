/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Draft: copies of rule files that somebody edits, in a folder that is his
 * alone.  Other than the rule files they stay where this process ends early.
 */
#ifndef EDIT_DRAFT_H
#define EDIT_DRAFT_H

#include "common/base/slice.h"

#include <limits.h>
#include <stdbool.h>

struct draft_file {
	char *path; /* of the copy */
	char *base; /* what it was made of, of BASE_SIZE bytes */
	size_t base_size;
	bool absent; /* there was no file */
};

/* Begin it as all zero. */
struct draft {
	char folder[PATH_MAX];
	struct draft_file files[2];
	size_t count;
};

/*
 * Makes the folder.  Returns NULL, or why that cannot be, as strerror(3) says
 * it.  *DRAFT is to be ended, whatever comes of it.
 */
const char *draft_begin(struct draft *draft);

/*
 * Copies FILE, which may be absent, under the last two parts of its path, by
 * which editors know what it is.  Returns likewise.
 */
const char *draft_add(struct draft *draft, const char *file);

/* Reads what a copy is now into *TEXT, to be freed.  Returns likewise. */
const char *draft_read(const struct draft_file *file, char **text,
		       size_t *size);

/*
 * Frees it, and removes the copies unless KEPT; what an editor has left beside
 * them goes, too.
 */
void draft_end(struct draft *draft, bool kept);

#endif
