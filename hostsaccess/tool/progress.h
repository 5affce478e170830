/* SPDX-License-Identifier: BSD-3-Clause */
/* Progress of long input, on the terminal of standard error only. */
#ifndef TOOL_PROGRESS_H
#define TOOL_PROGRESS_H

#include <stdbool.h>
#include <time.h>

struct progress {
	const char *what; /* "clients", "lines" */
	bool shown;       /* a line stands there */
	bool silent;      /* no terminal */
	unsigned long done;
	struct timespec last; /* shown, or begun */
};

/* Begins to count WHAT, a plural, which must outlive it. */
void progress_begin(struct progress *progress, const char *what);

/* Counts one more; shows the count every now and then. */
void progress_step(struct progress *progress);

/* Removes the line before other output, and at the end. */
void progress_clear(struct progress *progress);

#endif
