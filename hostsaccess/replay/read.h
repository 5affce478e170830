/* SPDX-License-Identifier: BSD-3-Clause */
/* Reading: files of logs, and the journal, counted. */
#ifndef REPLAY_READ_H
#define REPLAY_READ_H

#include "hostsaccess/replay/count.h"
#include "hostsaccess/tool/progress.h"

/* Lines that matter and cannot be used. */
struct left_out {
	unsigned long count;
	/* Where the first is, and what it says, perhaps cut. */
	const char *file;
	unsigned long line;
	char text[200];
	size_t size;
};

/* Begin it with the names below and zeros; end with reading_free(). */
struct reading {
	struct progress progress;
	struct counts counts;
	struct left_out unclear; /* refusals, and nobody knows whose */
	struct left_out unread;  /* what looks like logins */
};

/* Writes a line to standard error. */
void reading_say(struct reading *reading, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Each reads a log: FILE, "-" for standard input, which outlives READING; what
 * this system has.  Each says what that is where it is not told, and what is
 * wrong with it.  Returns false if something is.
 */
bool reading_file(struct reading *reading, const char *file);
bool reading_system(struct reading *reading);

/* Ends it: all is counted, and what was left out is said. */
void reading_end(struct reading *reading);

void reading_free(struct reading *reading);

#endif
