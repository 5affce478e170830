/* SPDX-License-Identifier: BSD-3-Clause */
/* What is kept of a finding until it is shown. */
#ifndef FINDING_DATA_H
#define FINDING_DATA_H

#include "hostsaccess/finding/finding.h"

struct finding {
	enum ha_severity severity;
	const char *name, *message;
	struct ha_place place; /* with a file name of its own */
	char *file;
	char *text; /* with TEXT_SIZE bytes */
	size_t text_size;
	char *hint; /* or NULL */
	int error;
	size_t order; /* in which it was added */
	/* What of its line is shown, or NULL, and where it stands in that. */
	char *excerpt;
	size_t excerpt_size, excerpt_column;
};

/* Frees what FINDING owns. */
void finding_free(struct finding *finding);

/* Compares the places of two for qsort(3). */
int finding_compare(const void *a, const void *b);

#endif
