/* SPDX-License-Identifier: BSD-3-Clause */
/* Left out: lines of logs that matter and cannot be used. */
#ifndef PAST_LEFT_OUT_H
#define PAST_LEFT_OUT_H

#include "hostsaccess/past/log_reader.h"

/* Begin it as all zero. */
struct left_out {
	unsigned long count;
	/* Where the first is, and what it says, perhaps cut. */
	const char *file;
	unsigned long line;
	char text[200];
	size_t size;
};

/* Counts what READER read last, of FILE, which outlives it. */
void left_out_add(struct left_out *left_out, const struct log_reader *reader,
		  const char *file);

/* Shows the first line on standard error, for the command NAME. */
void left_out_show(const struct left_out *left_out, const char *name);

#endif
