/* SPDX-License-Identifier: BSD-3-Clause */
/* The times of logs, in every way in which they are written. */
#ifndef PAST_LOG_TIME_H
#define PAST_LOG_TIME_H

#include "common/base/slice.h"

#include <time.h>

/* All zero: none. */
struct log_time {
	struct ha_slice text; /* as written, with fraction and zone */
	const struct log_clock *clock;
};

/*
 * Takes a time, what stands close behind it, and the blanks behind, from the
 * front of LINE.  Returns false, with nothing changed, if none stands there.
 */
bool log_time_take(struct ha_slice *line, struct log_time *time);

/* Whether LINE begins with a time. */
bool log_time_starts(struct ha_slice line);

/*
 * Whether TIME is as docker, containerd, socklog, svlogd and multilog put it
 * before lines of others.
 */
bool log_time_is_of_relay(const struct log_time *time);

/*
 * Returns the value of TIME; 0 if it cannot be told, as when it counts from
 * the start of the machine.  Without a zone it is local time; without a year
 * it is the last one that was not after NOW.
 */
time_t log_time_value(const struct log_time *time, time_t now);

#endif
