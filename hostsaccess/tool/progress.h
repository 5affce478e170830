/* SPDX-License-Identifier: BSD-3-Clause */
/* Progress of long input, on the terminal of standard error only. */
#ifndef TOOL_PROGRESS_H
#define TOOL_PROGRESS_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

struct progress {
	const char *what; /* "clients", "lines" */
	bool shown;       /* a line stands there */
	bool silent;      /* no terminal */
	unsigned long done;
	unsigned long total; /* of them; 0: nobody knows ... */
	/* ... but how much of the input they took, of how much; 0: not that */
	off_t bytes, bytes_total;
	struct timespec last; /* shown, or begun */
};

/* Begins to count WHAT, a plural, which must outlive it. */
void progress_begin(struct progress *progress, const char *what);

/* Counts one more; shows the count every now and then. */
void progress_step(struct progress *progress);

/* Likewise, once so many are DONE. */
void progress_reach(struct progress *progress, unsigned long done);

/*
 * Shows, beside the count, how much of FD is read, if that is a regular file;
 * -1: of none.  The caller counts it in `bytes`, from 0.
 */
void progress_of_file(struct progress *progress, int fd);

/* Removes the line before other output, and at the end. */
void progress_clear(struct progress *progress);

#endif
