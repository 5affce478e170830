/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Named line: a rule that somebody named by its line, in a file whose lines
 * others move meanwhile.
 */
#ifndef CHANGE_NAMED_LINE_H
#define CHANGE_NAMED_LINE_H

#include "hostsaccess/rules/entry.h"

/* Begin it as all zero but for the line; end with named_line_free(). */
struct named_line {
	unsigned long line;     /* where it is; 0: none is named */
	char *rule;             /* what it says, once that is known */
	unsigned long rules_so; /* how many say that, when it was read first */
};

/*
 * Finds where the rule of NAMED is now in PATH, which is named FILE.  The first
 * time it is the one that begins in the line; later it is the nearest one that
 * says the same.  *THERE says whether it is there.  Returns what entries_read()
 * does.
 */
enum ha_status named_line_find(struct named_line *named, const char *path,
			       const char *file, bool deny_file, int64_t now,
			       bool *there);

void named_line_free(struct named_line *named);

#endif
