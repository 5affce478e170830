/* SPDX-License-Identifier: BSD-3-Clause */
/* Counts: what the lines of logs say, of whom. */
#ifndef REPLAY_COUNT_H
#define REPLAY_COUNT_H

#include "hostsaccess/past/half.h"

/* Begin them as all zero, but for NOW; end with visitors_free(). */
struct counts {
	time_t now;   /* for times without a year */
	time_t since; /* what was before does not count; 0: all does */
	struct visitors visitors;
	unsigned long logins, refusals;
	unsigned long penalties; /* of the refusals */
	struct halves halves;
};

/* Counts EVENT of KIND, which LINE says.  Exits when memory is out. */
void counts_add(struct counts *counts, const struct log_line *line,
		enum event_kind kind, struct event *event);

/* Counts what still waits for a second line. */
void counts_end(struct counts *counts);

#endif
