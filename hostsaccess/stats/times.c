/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/stats/times.h"

#include <string.h>

/* 1970 began on a Thursday, and weeks begin on Mondays. */
#define SHIFT (3 * TIMES_DAY)

static int64_t
divide(int64_t number, int64_t by)
{
	return number >= 0 ? number / by : -((-number + by - 1) / by);
}

/* Returns WHEN as seconds of the local clock. */
static int64_t
local_of(time_t when)
{
	struct tm parts;

	return localtime_r(&when, &parts) ? (int64_t)when + parts.tm_gmtoff
					  : (int64_t)when;
}

static void
add(struct period *period, const struct period *other)
{
	period->refused += other->refused;
	period->would_refuse += other->would_refuse;
	period->penalties += other->penalties;
	period->failed += other->failed;
}

/* Makes the periods longer: hours, days, weeks, two weeks and so on. */
static void
coarsen(struct times *times)
{
	int64_t factor = times->length == TIMES_HOUR  ? 24
			 : times->length == TIMES_DAY ? 7
						      : 2;
	int64_t first = divide(times->first, factor);
	size_t count = 0;

	for (size_t i = 0; i < times->count; i++) {
		struct period period = times->all[i];
		size_t to =
		    (size_t)(divide(times->first + (int64_t)i, factor) - first);

		memset(&times->all[i], 0, sizeof(period));
		add(&times->all[to], &period);
		count = to + 1;
	}
	times->first = first;
	times->count = count;
	times->length *= factor;
}

/* Puts EXTRA empty periods before the first. */
static void
prepend(struct times *times, size_t extra)
{
	memmove(times->all + extra, times->all,
		times->count * sizeof(*times->all));
	memset(times->all, 0, extra * sizeof(*times->all));
	times->first -= (int64_t)extra;
	times->count += extra;
}

struct period *
times_at(struct times *times, time_t when)
{
	int64_t local = local_of(when) + SHIFT, number;

	if (times->length == 0)
		times->length = TIMES_HOUR;
	for (;;) {
		number = divide(local, times->length);
		if (times->count == 0)
			times->first = number;
		if (number >=
			times->first - TIMES_MAX + (int64_t)times->count &&
		    number < times->first + TIMES_MAX)
			break;
		coarsen(times);
	}
	if (number < times->first)
		prepend(times, (size_t)(times->first - number));
	number -= times->first;
	if (times->count <= (size_t)number)
		times->count = (size_t)number + 1;
	return &times->all[number];
}

void
times_fit(struct times *times, size_t rows)
{
	while (times->count > rows ||
	       (times->length == TIMES_HOUR && times->count > 48))
		coarsen(times);
}

struct tm
times_begin(const struct times *times, size_t number)
{
	time_t local =
	    (time_t)((times->first + (int64_t)number) * times->length - SHIFT);
	struct tm parts = {0};

	gmtime_r(&local, &parts);
	parts.tm_isdst = -1; /* for mktime(3) to find out */
	return parts;
}

const char *
times_text(const struct times *times, size_t number, char text[TIMES_TEXT_SIZE])
{
	const struct tm begin = times_begin(times, number);

	text[0] = '\0';
	strftime(text, TIMES_TEXT_SIZE,
		 times->length == TIMES_HOUR ? "%F %H:00" : "%F", &begin);
	return text;
}

/* How many are more than now and then. */
#define RISE_MIN 5

bool
times_rise(const struct times *times)
{
	size_t last = times->count / 4, before = times->count - last;
	uint64_t of_last = 0, of_before = 0;

	for (size_t i = 0; i < times->count; i++)
		*(i < before ? &of_before : &of_last) += times->all[i].failed;
	return of_last >= RISE_MIN && of_last * before >= 2 * of_before * last;
}

size_t
times_worst(const struct times *times)
{
	size_t worst = 0;

	for (size_t i = 1; i < times->count; i++)
		if (times->all[i].failed > times->all[worst].failed)
			worst = i;
	return worst;
}
