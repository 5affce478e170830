/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/since.h"

#include "common/decide/report.h"
#include "hostsaccess/past/log_time.h"
#include "hostsaccess/past/scan.h"
#include "hostsaccess/tool/span.h"

#include <stdint.h>
#include <stdio.h>

/* `7d`, `1h 30m`, `2 days ago`; a minus in front says the same as "ago". */
static bool
read_duration(struct ha_slice text, time_t now, time_t *since)
{
	static const struct ha_slice ago = {"ago", 3};
	uint64_t seconds;

	scan_take(&text, "-");
	if (ha_slice_ends(text, ago))
		text = ha_slice_trim(ha_slice_head(text, text.size - ago.size),
				     HA_C_BLANK);
	if (!span_read(text, &seconds))
		return false;
	*since = now - (time_t)seconds;
	return *since > 0;
}

/* `today` and the like: a midnight of local time; and `now`. */
static bool
read_word(struct ha_slice text, time_t now, time_t *since)
{
	static const struct {
		const char *word;
		int days;
	} words[] = {{"today", 0}, {"yesterday", -1}};
	struct tm day;

	*since = now;
	if (ha_slice_is(text, "now"))
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!ha_slice_is(text, words[i].word) ||
		    !localtime_r(&now, &day))
			continue;
		day.tm_mday += words[i].days;
		day.tm_hour = day.tm_min = day.tm_sec = 0;
		day.tm_isdst = -1;
		*since = mktime(&day);
		return *since > 0;
	}
	return false;
}

/* `@1767225600`. */
static bool
read_count(struct ha_slice text, time_t *since)
{
	uint64_t seconds;

	if (!scan_take(&text, "@") ||
	    !ha_slice_wide_number(text, 10, 9999999999, &seconds))
		return false;
	*since = (time_t)seconds;
	return *since > 0;
}

/* Whether DATE, of the shape of one, is a day that there is. */
static bool
is_day(struct ha_slice date)
{
	static const unsigned char days[] = {31, 29, 31, 30, 31, 30,
					     31, 31, 30, 31, 30, 31};
	unsigned long year, month, day;

	if (!ha_slice_number(ha_slice_head(date, 4), 10, 9999, &year) ||
	    !ha_slice_number(ha_slice_head(ha_slice_from(date, 5), 2), 10, 99,
			     &month) ||
	    !ha_slice_number(ha_slice_head(ha_slice_from(date, 8), 2), 10, 99,
			     &day) ||
	    year < 1971 || month < 1 || month > 12 || day < 1 ||
	    day > days[month - 1])
		return false;
	return month != 2 || day < 29 ||
	       (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

/* Takes the name of a day of the week and a blank; -1: there is none. */
static int
take_weekday(struct ha_slice *rest)
{
	static const char *const names[] = {"Sunday",    "Monday",   "Tuesday",
					    "Wednesday", "Thursday", "Friday",
					    "Saturday"};
	struct ha_slice after = *rest, word = scan_word(&after);

	for (int i = 0; i < 7; i++)
		if (after.size > 0 &&
		    (ha_slice_is(word, names[i]) ||
		     (word.size == 3 &&
		      ha_slice_starts(ha_slice_of(names[i]), word)))) {
			*rest = after;
			return i;
		}
	return -1;
}

/* Whether DATE, a day that there is, falls on WEEKDAY, if that is one. */
static bool
is_weekday(struct ha_slice date, int weekday)
{
	struct tm day = {.tm_isdst = 0};
	char text[16];
	time_t when;

	if (weekday < 0)
		return true;
	if (!ha_slice_copy(date, text, sizeof(text)) ||
	    !strptime(text, "%Y-%m-%d", &day))
		return false;
	when = timegm(&day);
	return gmtime_r(&when, &day) && day.tm_wday == weekday;
}

/* Takes a number of one or two digits up to MAX. */
static bool
take_number(struct ha_slice *rest, unsigned long max, unsigned long *number)
{
	size_t digits =
	    ha_slice_head(*rest, 3).size -
	    ha_slice_skip_all(ha_slice_head(*rest, 3), HA_C_DIGIT).size;

	if (digits > 2 ||
	    !ha_slice_number(ha_slice_head(*rest, digits), 10, max, number))
		return false;
	*rest = ha_slice_from(*rest, digits);
	return true;
}

/* Takes `9:45' or `09:45:10', and writes it as the latter. */
static bool
take_clock(struct ha_slice *rest, char *text, size_t size)
{
	unsigned long hour, minute, second = 0;

	if (!take_number(rest, 23, &hour) || !scan_take(rest, ":") ||
	    !take_number(rest, 59, &minute))
		return false;
	if (scan_take(rest, ":") && !take_number(rest, 60, &second))
		return false;
	snprintf(text, size, "%02lu:%02lu:%02lu", hour, minute, second);
	return true;
}

/* Writes TEXT, a zone or nothing, as logs have it; local time has none. */
static bool
read_zone(struct ha_slice text, char *zone, size_t size)
{
	tzset();
	zone[0] = '\0';
	scan_skip(&text, ' ');
	if (ha_slice_is(text, "UTC") || ha_slice_is(text, "Z"))
		return snprintf(zone, size, "Z") > 0;
	if (text.size == 0 || ha_slice_is(text, tzname[0]) ||
	    ha_slice_is(text, tzname[1]))
		return true;
	return ((text.size == 6 &&
		 (scan_shape(text, "+99:99") || scan_shape(text, "-99:99"))) ||
		(text.size == 5 &&
		 (scan_shape(text, "+9999") || scan_shape(text, "-9999")))) &&
	       ha_slice_copy(text, zone, size);
}

/* Writes the day of NOW, in local time, to DATE as YYYY-MM-DD. */
static bool
write_day(time_t now, char *date, size_t size)
{
	struct tm day;

	return localtime_r(&now, &day) && strftime(date, size, "%F", &day) > 0;
}

/* Takes a date, which may have its day of the week before it. */
static bool
take_date(struct ha_slice *rest, char *date, size_t size)
{
	struct ha_slice text = *rest;
	int weekday = take_weekday(&text);
	struct ha_slice day = ha_slice_head(text, 10);

	if (!scan_shape(day, "9999-99-99") || !is_day(day) ||
	    !is_weekday(day, weekday))
		return false;
	*rest = ha_slice_from(text, day.size);
	return ha_slice_copy(day, date, size);
}

/* A date, a time of it, and a zone; or a time of today. */
static bool
read_date(struct ha_slice rest, time_t now, time_t *since)
{
	char date[16], clock[16] = "00:00:00", zone[8], full[48];
	struct log_time time;

	if (!take_date(&rest, date, sizeof(date))) {
		if (!write_day(now, date, sizeof(date)) ||
		    !take_clock(&rest, clock, sizeof(clock)))
			return false;
	} else if (scan_take(&rest, "T")) {
		if (!take_clock(&rest, clock, sizeof(clock)))
			return false;
	} else if (scan_shape(rest, " 9")) {
		scan_skip(&rest, ' ');
		if (!take_clock(&rest, clock, sizeof(clock)))
			return false;
	} else if (rest.size > 0 && !scan_shape(rest, " ")) {
		return false;
	}
	if (!read_zone(rest, zone, sizeof(zone)))
		return false;
	snprintf(full, sizeof(full), "%sT%s%s", date, clock, zone);
	rest = ha_slice_of(full);
	if (!log_time_take(&rest, &time))
		return false;
	*since = log_time_value(&time, now);
	return *since > 0;
}

bool
since_read(const char *text, time_t now, time_t *since)
{
	struct ha_slice when = ha_slice_of(text);

	return read_word(when, now, since) || read_count(when, since) ||
	       read_duration(when, now, since) || read_date(when, now, since);
}

bool
since_argument(const struct command *command, const struct arguments *arguments,
	       time_t now, time_t *since)
{
	char quoted[128], fault[320];

	*since = 0;
	if (!arguments->since || since_read(arguments->since, now, since))
		return true;
	ha_quote(ha_slice_of(arguments->since), quoted, sizeof(quoted));
	snprintf(fault, sizeof(fault),
		 "--since %s: no date, time or duration, such as 2026-11-01,"
		 " \"2026-11-01 10:00 UTC\", 9:45, yesterday, 7d",
		 quoted);
	usage_error(command, fault);
	return false;
}
