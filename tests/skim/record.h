/* SPDX-License-Identifier: BSD-3-Clause */
/* Record: all that is heard of a decision, step by step. */
#ifndef SKIM_RECORD_H
#define SKIM_RECORD_H

#include "tests/skim/text.h"

#include "common/decide/decide.h"

#include <stdio.h>

struct record {
	struct text heard; /* diagnostics, look-ups and effects, a line each */
	struct ha_verdict verdict;
	enum ha_match match; /* of a list file */
	enum ha_status status;
};

/* A sink that writes to the struct record CONTEXT. */
void record_diagnostic(void *context, const struct ha_diagnostic *diagnostic);

void record_clear(struct record *record);

/*
 * Returns whether A and B are the same: what was HEARD, too, or only what was
 * decided.
 */
bool record_equal(const struct record *a, const struct record *b, bool heard);

/* Tells how A and B differ. */
void record_tell(FILE *out, const char *title, const struct record *a,
		 const struct record *b);

#endif
