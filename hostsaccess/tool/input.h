/* SPDX-License-Identifier: BSD-3-Clause */
/* Input: lines of anything that can be read, in constant memory. */
#ifndef TOOL_INPUT_H
#define TOOL_INPUT_H

#include "common/base/slice.h"
#include "common/base/status.h"

#include <time.h>

/* The longest line; sshd's have at most 1 KiB. */
#define INPUT_LINE_MAX 65536

struct input {
	int fd;
	char buffer[INPUT_LINE_MAX];
	size_t start, end; /* what is read and not yet given out */
	size_t scanned;    /* of that, without a newline */
	bool at_end;
	bool cut;           /* the line given out last was longer */
	bool open;          /* no newline stands behind it */
	unsigned long line; /* its number, from 1 */
	const struct timespec *deadline; /* of ha_deadline_set(); NULL: none */
};

/*
 * Makes input of FD, which stays the caller's.  With a deadline, which may be
 * set then, what reads more ends with ETIMEDOUT behind it.
 */
void input_begin(struct input *input, int fd);

/*
 * Returns the command that reads what INPUT holds, if that is no text but
 * compressed, a journal or UTF-16; else NULL.  To be called before
 * input_next().
 */
const char *input_reader(struct input *input);

/*
 * Reads the next line, without its newline; valid until the next call.
 * Returns HA_OK, HA_END, HA_ERR_IO with errno set.
 */
enum ha_status input_next(struct input *input, struct ha_slice *line);

/*
 * Reads SIZE bytes behind the line given out last, newlines and all, the first
 * ROOM of them to BUFFER.  Returns HA_OK, HA_END if there are fewer, HA_ERR_IO.
 */
enum ha_status input_bytes(struct input *input, char *buffer,
			   unsigned long long size, size_t room);

#endif
