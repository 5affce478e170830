/* SPDX-License-Identifier: BSD-3-Clause */
/* Rules: which were compared, in words. */
#ifndef EXPLAIN_RULES_H
#define EXPLAIN_RULES_H

#include <stdio.h>

struct record;
struct record_file;

/*
 * Writes what became of the rules of FILE, which is of RECORD: some one by one,
 * the others counted.
 */
void explain_file(FILE *stream, const struct record *record,
		  const struct record_file *file);

#endif
