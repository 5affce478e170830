/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A line of a system log: RFC 3164 and RFC 5424, as syslog daemons write
 * them to files, and as `journalctl -o short` and `short-iso` do.
 */
#ifndef PAST_LOG_LINE_H
#define PAST_LOG_LINE_H

#include "common/base/slice.h"

#include <time.h>

/* The parts of a line, slices into it. */
struct log_line {
	struct ha_slice time;    /* as written */
	struct ha_slice program; /* without the process id */
	struct ha_slice process; /* that id, or empty */
	struct ha_slice message;
};

/* Reads LINE.  Returns false, *PARTS unspecified, if it is none of a log. */
bool log_line_read(struct ha_slice line, struct log_line *parts);

/*
 * Returns the time that TIME says, for comparing; 0 if it cannot be told.
 * Without a year it is the last one that was not after NOW.
 */
time_t log_time(struct ha_slice time, time_t now);

/*
 * Writes WORD, of a line of the module, to BUFFER without its escapes, which
 * report.h has, as far as SIZE bytes hold it, and returns it.
 */
struct ha_slice log_unescape(struct ha_slice word, char *buffer, size_t size);

/*
 * Takes the first word, which ends at a blank, from the front of TEXT, and
 * the blanks behind it.
 */
struct ha_slice log_word(struct ha_slice *text);

#endif
