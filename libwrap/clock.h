/* SPDX-License-Identifier: BSD-3-Clause */
/* Clock: the time, for what is remembered. */
#ifndef LIBWRAP_CLOCK_H
#define LIBWRAP_CLOCK_H

#include <time.h>

/* Returns milliseconds since some time in the past; 0 if there is no clock. */
static inline long long
clock_ms(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC_COARSE, &now))
		return 0;
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Likewise seconds. */
static inline long long
clock_seconds(void)
{
	return clock_ms() / 1000;
}

#endif
