/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Times: what there was in each hour, day or week of local time; the longer the
 * span, the longer are the periods, of which there are never more than so many.
 */
#ifndef STATS_TIMES_H
#define STATS_TIMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#define TIMES_MAX 1024
#define TIMES_HOUR ((int64_t)3600)
#define TIMES_DAY (24 * TIMES_HOUR)
#define TIMES_WEEK (7 * TIMES_DAY)

struct period {
	unsigned long refused, would_refuse, penalties;
	unsigned long failed; /* look-ups, of the first two */
};

/* Begin it as all zero. */
struct times {
	struct period all[TIMES_MAX];
	size_t count;   /* from the first that has something to the last */
	int64_t first;  /* the number of the first */
	int64_t length; /* of each, seconds */
};

/* Returns the period of WHEN, until the next call. */
struct period *times_at(struct times *times, time_t when);

/*
 * Makes periods longer, until hours are not more than two days, nor others
 * more than ROWS.
 */
void times_fit(struct times *times, size_t rows);

/* Returns the beginning of period NUMBER as parts of local time. */
struct tm times_begin(const struct times *times, size_t number);

#define TIMES_TEXT_SIZE 32

/* Writes it to TEXT, `2026-11-30`, or `2026-11-30 09:00`; returns TEXT. */
const char *times_text(const struct times *times, size_t number,
		       char text[TIMES_TEXT_SIZE]);

/*
 * Returns whether look-ups fail more often of late: in the last quarter twice
 * as often as before, and not just now and then.
 */
bool times_rise(const struct times *times);

/* Returns the number of the period in which most look-ups failed. */
size_t times_worst(const struct times *times);

#endif
