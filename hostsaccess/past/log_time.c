/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/log_time.h"

#include "hostsaccess/past/scan.h"

enum clock_kind {
	CLOCK_YEARLESS,
	CLOCK_FULL,
	CLOCK_ZONED, /* the name of a zone is a word behind it */
	CLOCK_COUNT, /* seconds, or parts of them, since 1970 */
	CLOCK_TAI64N,
	CLOCK_START, /* since the start of the machine */
};

struct log_clock {
	enum clock_kind kind;
	const char *shape;  /* of scan_shape() */
	const char *format; /* of strptime(3) */
};

/* Who writes them stands in hostsaccess(8), REPLAY. */
static const struct log_clock clocks[] = {
    {CLOCK_YEARLESS, "Aaa #9 99:99:99", "%b %d %H:%M:%S"},
    {CLOCK_YEARLESS, "Aaa 9 99:99:99", "%b %d %H:%M:%S"},
    {CLOCK_FULL, "Aaa #9 9999 99:99:99", "%b %d %Y %H:%M:%S"},
    {CLOCK_FULL, "9999 Aaa #9 99:99:99", "%Y %b %d %H:%M:%S"},
    {CLOCK_FULL, "Aaa Aaa #9 99:99:99 9999", "%a %b %d %H:%M:%S %Y"},
    {CLOCK_FULL, "9999-99-99T99:99:99", "%Y-%m-%dT%H:%M:%S"},
    {CLOCK_FULL, "9999-99-99 99:99:99", "%Y-%m-%d %H:%M:%S"},
    {CLOCK_FULL, "9999-99-99_99:99:99", "%Y-%m-%d_%H:%M:%S"},
    {CLOCK_FULL, "9999/99/99 99:99:99", "%Y/%m/%d %H:%M:%S"},
    {CLOCK_FULL, "[9999-99-99 99:99:99", "[%Y-%m-%d %H:%M:%S"},
    {CLOCK_FULL, "[9999-99-99T99:99:99", "[%Y-%m-%dT%H:%M:%S"},
    {CLOCK_ZONED, "Aaa 9999-99-99 99:99:99", "%a %Y-%m-%d %H:%M:%S"},
    {CLOCK_COUNT, "9999999999.9", NULL},
    {CLOCK_COUNT, "9999999999999999", NULL},
    {CLOCK_COUNT, "9999999999999", NULL},
    {CLOCK_TAI64N, "@4", NULL},
    {CLOCK_START, "[####9.999999", NULL},
};

/* Whether WORD, behind a time of CLOCK, is its zone. */
static bool
is_zone(struct ha_slice word, const struct log_clock *clock)
{
	static const char *const shapes[] = {"+9999", "-9999", "+99:99",
					     "-99:99"};

	if (clock->kind != CLOCK_FULL && clock->kind != CLOCK_ZONED)
		return false;
	if (ha_slice_is(word, "UTC") || ha_slice_is(word, "GMT") ||
	    ha_slice_is(word, "Z"))
		return true;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
		if (word.size == strlen(shapes[i]) &&
		    scan_shape(word, shapes[i]))
			return true;
	return clock->kind == CLOCK_ZONED && word.size <= 5 &&
	       (scan_shape(word, "AA") || scan_shape(word, "+99") ||
		scan_shape(word, "-99"));
}

/* How much of LINE the time of CLOCK takes, if it begins so; else 0. */
static size_t
size_of(struct ha_slice line, const struct log_clock *clock)
{
	size_t size = strlen(clock->shape);

	if (!scan_shape(line, clock->shape))
		return 0;
	if (clock->kind == CLOCK_START)
		return ha_slice_find(line, ']') + 1;
	if (clock->kind != CLOCK_TAI64N)
		return size;
	for (size = 1; size < line.size && scan_digit(line.data[size]) < 16;)
		size++;
	return size == 1 + 16 || size == 1 + 24 ? size : 0;
}

bool
log_time_take(struct ha_slice *line, struct log_time *time)
{
	const struct ha_slice start = *line;
	struct ha_slice rest, word;
	size_t size = 0;

	for (size_t i = 0; size == 0 && i < sizeof(clocks) / sizeof(*clocks);
	     i++) {
		time->clock = &clocks[i];
		size = size_of(start, time->clock);
	}
	if (size == 0)
		return false;
	rest = ha_slice_from(start, size);
	size += scan_word(&rest).size;
	time->text = ha_slice_head(start, size);
	*line = rest;
	word = scan_word(&rest);
	if (is_zone(word, time->clock)) {
		time->text.size = (size_t)(word.data - start.data) + word.size;
		*line = rest;
	}
	return true;
}

bool
log_time_starts(struct ha_slice line)
{
	struct log_time time;

	return log_time_take(&line, &time);
}

bool
log_time_is_of_relay(const struct log_time *time)
{
	struct ha_slice rest = ha_slice_from(time->text, strlen("9999-99-99"));

	if (scan_shape(time->text, "@"))
		return true;
	return (scan_shape(rest, "T") || scan_shape(rest, "_")) &&
	       ha_slice_find(rest, ',') == rest.size;
}

/*
 * Reads TEXT, `Z', `UTC', `GMT', `+01', `+0100' or `+01:00', as seconds east of
 * UTC.  Not every strptime(3) knows a zone.
 */
static bool
read_zone(struct ha_slice text, long *offset)
{
	unsigned long hours, minutes = 0;
	struct ha_slice behind = ha_slice_from(text, 3);

	*offset = 0;
	if (ha_slice_is(text, "Z") || ha_slice_is(text, "UTC") ||
	    ha_slice_is(text, "GMT"))
		return true;
	if (!scan_shape(text, "+99") && !scan_shape(text, "-99"))
		return false;
	scan_take(&behind, ":");
	if (!ha_slice_number(ha_slice_head(ha_slice_from(text, 1), 2), 10, 14,
			     &hours) ||
	    (behind.size > 0 && !ha_slice_number(behind, 10, 59, &minutes)))
		return false;
	*offset = (long)(hours * 60 + minutes) * 60;
	if (text.data[0] == '-')
		*offset = -*offset;
	return true;
}

/* With a year, and perhaps a zone; otherwise it is local time. */
static time_t
full_time(const char *text, const char *format)
{
	struct tm parts = {.tm_isdst = -1};
	const char *rest = strptime(text, format, &parts);
	long offset;

	if (!rest)
		return 0;
	if (*rest == '.' || *rest == ',')
		rest += 1 + strspn(rest + 1, "0123456789");
	rest += strspn(rest, " ");
	if (!read_zone(ha_slice_of(rest), &offset))
		return mktime(&parts);
	return timegm(&parts) - offset;
}

#define DAY ((time_t)24 * 60 * 60)

static time_t
yearless_time(const char *text, const char *format, time_t now)
{
	struct tm parts = {.tm_isdst = -1}, earlier, today;
	time_t when;

	if (!strptime(text, format, &parts) || !localtime_r(&now, &today))
		return 0;
	parts.tm_year = today.tm_year;
	earlier = parts;
	earlier.tm_year--;
	when = mktime(&parts);
	return when > now + DAY ? mktime(&earlier) : when;
}

/* The first ten digits: until 2286 that is the seconds of every count. */
static time_t
count_time(struct ha_slice text)
{
	uint64_t seconds;

	if (!ha_slice_wide_number(ha_slice_head(text, 10), 10, 9999999999,
				  &seconds))
		return 0;
	return (time_t)seconds;
}

/* `@` and 16 digits, 2^62 and the seconds of TAI since 1970. */
static time_t
tai64n_time(struct ha_slice text)
{
	/* What multilog(8) and svlogd(8) take for the difference to UTC. */
	const time_t leap_seconds = 10;
	time_t seconds = 0;

	for (size_t i = 2; i < 1 + 16 && i < text.size; i++) {
		if (seconds > (time_t)1 << 40)
			return 0;
		seconds = seconds * 16 + (time_t)scan_digit(text.data[i]);
	}
	return seconds - leap_seconds;
}

time_t
log_time_value(const struct log_time *time, time_t now)
{
	char text[64];

	if (!time->clock ||
	    !ha_slice_copy(ha_slice_head(time->text, sizeof(text) - 1), text,
			   sizeof(text)))
		return 0;
	switch (time->clock->kind) {
	case CLOCK_YEARLESS:
		return yearless_time(text, time->clock->format, now);
	case CLOCK_FULL:
	case CLOCK_ZONED:
		return full_time(text, time->clock->format);
	case CLOCK_COUNT:
		return count_time(time->text);
	case CLOCK_TAI64N:
		return tai64n_time(time->text);
	case CLOCK_START:
		break;
	}
	return 0;
}
