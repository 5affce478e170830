/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/option/moment.h"

#define DAY ((int64_t)24 * 60 * 60)

/* Takes C from the front of REST, if it stands there. */
static bool
take(struct ha_slice *rest, char c)
{
	if (rest->size == 0 || rest->data[0] != c)
		return false;
	*rest = ha_slice_from(*rest, 1);
	return true;
}

/* Takes a ':', which ends an option unless a backslash stands before it. */
static bool
take_colon(struct ha_slice *rest)
{
	struct ha_slice behind = *rest;

	take(&behind, '\\');
	if (!take(&behind, ':'))
		return false;
	*rest = behind;
	return true;
}

/* Takes SIZE digits, a number of MAX at most. */
static bool
take_number(struct ha_slice *rest, size_t size, unsigned long max,
	    unsigned long *number)
{
	if (rest->size < size ||
	    !ha_slice_number(ha_slice_head(*rest, size), 10, max, number))
		return false;
	*rest = ha_slice_from(*rest, size);
	return true;
}

static bool
is_leap(unsigned long year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* The days of YEAR before MONTH, from 1 on; and of all of it for 13. */
static unsigned long
days_before(unsigned long year, unsigned long month)
{
	static const unsigned short days[] = {0,   31,  59,  90,  120, 151, 181,
					      212, 243, 273, 304, 334, 365};

	return days[month - 1] + (month > 2 && is_leap(year) ? 1UL : 0UL);
}

/* Takes YYYY-MM-DD or YYYYMMDD; *DAY is its first second. */
static bool
take_date(struct ha_slice *rest, int64_t *day)
{
	unsigned long year, month, number, before;
	bool dash;

	if (!take_number(rest, 4, 9999, &year) || year < 1970)
		return false;
	dash = take(rest, '-');
	if (!take_number(rest, 2, 12, &month) || month < 1 || month > 12 ||
	    take(rest, '-') != dash || !take_number(rest, 2, 31, &number) ||
	    number == 0 ||
	    number > days_before(year, month + 1) - days_before(year, month))
		return false;
	before = year - 1;
	*day = (int64_t)(before * 365 + before / 4 - before / 100 +
			 before / 400 + days_before(year, month) + number - 1);
	*day = (*day - 719162) * DAY; /* the days before 1970 */
	return true;
}

/* Takes hhmm or hhmmss, with colons or without; a fraction does not count. */
static bool
take_clock(struct ha_slice *rest, int64_t *seconds)
{
	unsigned long hour, minute, second = 0;
	bool colon, has_seconds;

	if (!take_number(rest, 2, 23, &hour))
		return false;
	colon = take_colon(rest);
	if (!take_number(rest, 2, 59, &minute))
		return false;
	has_seconds =
	    colon ? take_colon(rest)
		  : rest->size > 0 && ha_in_class(rest->data[0], HA_C_DIGIT);
	if (has_seconds && !take_number(rest, 2, 60, &second))
		return false;
	if (has_seconds && take(rest, '.')) {
		if (rest->size == 0 || !ha_in_class(rest->data[0], HA_C_DIGIT))
			return false;
		while (rest->size > 0 && ha_in_class(rest->data[0], HA_C_DIGIT))
			*rest = ha_slice_from(*rest, 1);
	}
	*seconds = (int64_t)(hour * 3600 + minute * 60 + second);
	return true;
}

/* Takes Z, +hhmm or -hhmm, to the end; *SECONDS is what to subtract. */
static bool
take_zone(struct ha_slice *rest, int64_t *seconds)
{
	unsigned long hour, minute;
	bool minus;

	*seconds = 0;
	if (take(rest, 'Z') || take(rest, 'z'))
		return rest->size == 0;
	minus = take(rest, '-');
	if (!minus && !take(rest, '+'))
		return false;
	if (!take_number(rest, 2, 23, &hour))
		return false;
	take_colon(rest);
	if (!take_number(rest, 2, 59, &minute) || rest->size > 0)
		return false;
	*seconds = (int64_t)(hour * 3600 + minute * 60);
	if (minus)
		*seconds = -*seconds;
	return true;
}

enum ha_diagnostic_id
ha_moment_parse(struct ha_slice text, struct ha_moment *moment)
{
	int64_t day, clock, zone;

	if (!take_date(&text, &day))
		return HA_D_CONDITION_TIME;
	if (text.size == 0) {
		*moment = (struct ha_moment){day, day + DAY};
		return HA_D_NONE;
	}
	if (!take(&text, 'T'))
		take(&text, 't');
	if (!take_clock(&text, &clock))
		return HA_D_CONDITION_TIME;
	if (text.size == 0)
		return HA_D_CONDITION_ZONE;
	if (!take_zone(&text, &zone))
		return HA_D_CONDITION_TIME;
	moment->begin = moment->end = day + clock - zone;
	return HA_D_NONE;
}
