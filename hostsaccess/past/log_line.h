/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A line of a system log, as syslog daemons, journalctl(1) and the loggers of
 * containers and services write it (hostsaccess(8), REPLAY).
 */
#ifndef PAST_LOG_LINE_H
#define PAST_LOG_LINE_H

#include "hostsaccess/past/log_time.h"

/* The parts of a line, slices into it. */
struct log_line {
	struct log_time time;
	struct ha_slice program; /* without folder and process id */
	struct ha_slice process; /* that id, or empty */
	struct ha_slice message;
};

/*
 * Reads LINE.  A time that *PARTS has already, of what LINE was wrapped in,
 * stays, and LINE need have none.  Returns false, the rest of *PARTS
 * unspecified, if LINE is none of a log or names no program.
 */
bool log_line_read(struct ha_slice line, struct log_line *parts);

/* Returns TAG without the folder of a path and the ending of a unit. */
struct ha_slice log_program(struct ha_slice tag);

#endif
