/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lines: the configuration of a daemon whose lines are KEY = VALUE, KEY: VALUE,
 * KEY VALUE, [SECTION] or a brace; the last that sets a key counts, or whatever
 * the daemon makes of them.
 */
#ifndef MACHINE_LINES_H
#define MACHINE_LINES_H

#include "common/base/slice.h"

struct keyed_line {
	struct ha_slice key;   /* also "{", "}" or "[SECTION]" */
	struct ha_slice value; /* of any number of words */
	char sign;             /* '+' or '-' before its '='; else 0 */
};

/* Takes the next word of LINE; empty at its end. */
struct ha_slice lines_take_word(struct ha_slice *line);

/* Returns whether WORD is one of LIST, but for case. */
bool lines_have_word(struct ha_slice list, const char *word);

/*
 * Hands each line of the file at PATH, below ROOT, to VISIT, but for empty ones
 * and comments, which begin with '#' or ';'.  Returns false if it cannot be
 * opened, or read.  The line lives as long as the call of VISIT.
 */
bool lines_visit(const char *root, const char *path,
		 void (*visit)(void *context, const struct keyed_line *line),
		 void *context);

/*
 * Hands VISIT the path, below ROOT, of each file of FOLDER whose name ends with
 * ENDING and does not begin with a dot, in the order of their names.  Exits
 * when memory is out.
 */
void lines_visit_folder(const char *root, const char *folder,
			const char *ending,
			void (*visit)(void *context, const char *path),
			void *context);

#endif
