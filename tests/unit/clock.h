/* SPDX-License-Identifier: BSD-3-Clause */
/* A clock that can be taken away or stopped, in place of the C library's. */
#ifndef CLOCK_H
#define CLOCK_H

#include "tests/support/calls.h"

#include <errno.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

static bool has_clock = true;
static struct timespec stopped_at; /* unless it is zero */

int
clock_gettime(clockid_t clock, struct timespec *time)
{
	if (!has_clock) {
		errno = EPERM;
		return -1;
	}
	if (stopped_at.tv_sec == 0)
		return (int)syscall(CALLS_CLOCK_GETTIME, clock, time);
	*time = stopped_at;
	return 0;
}

/* Keeps CLOCK at the time that it is now, until clock_go_on(). */
static inline void
clock_stop(clockid_t clock)
{
	syscall(CALLS_CLOCK_GETTIME, clock, &stopped_at);
}

/* Lets all clocks stand at TIME, until clock_go_on(). */
static inline void
clock_stop_at(struct timespec time)
{
	stopped_at = time;
}

static inline void
clock_go_on(void)
{
	stopped_at = (struct timespec){0};
}

#endif
