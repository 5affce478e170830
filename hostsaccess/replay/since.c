/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/replay/since.h"

#include "hostsaccess/past/log_time.h"
#include "hostsaccess/past/scan.h"

#include <stdio.h>

/* `7d`. */
static bool
read_duration(struct ha_slice text, time_t now, time_t *since)
{
	static const struct {
		char letter;
		unsigned long seconds;
	} units[] = {
	    {'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 604800}};
	unsigned long number;

	if (text.size < 2 ||
	    !ha_slice_number(ha_slice_head(text, text.size - 1), 10, 1000000,
			     &number))
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (text.data[text.size - 1] != units[i].letter)
			continue;
		*since = now - (time_t)(number * units[i].seconds);
		return *since > 0;
	}
	return false;
}

/* Whether DATE, of the shape of one, is a day that there is. */
static bool
is_day(struct ha_slice date)
{
	static const unsigned char days[] = {31, 29, 31, 30, 31, 30,
					     31, 31, 30, 31, 30, 31};
	unsigned long year, month, day;

	ha_slice_number(ha_slice_head(date, 4), 10, 9999, &year);
	ha_slice_number(ha_slice_head(ha_slice_from(date, 5), 2), 10, 99,
			&month);
	ha_slice_number(ha_slice_head(ha_slice_from(date, 8), 2), 10, 99, &day);
	if (year < 1971 || month < 1 || month > 12 || day < 1 ||
	    day > days[month - 1])
		return false;
	return month != 2 || day < 29 ||
	       (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

static bool
is_zone(struct ha_slice text)
{
	return text.size == 0 || ha_slice_is(text, "Z") ||
	       ((scan_shape(text, "+99:99") || scan_shape(text, "-99:99")) &&
		text.size == 6) ||
	       ((scan_shape(text, "+9999") || scan_shape(text, "-9999")) &&
		text.size == 5);
}

bool
since_read(const char *text, time_t now, time_t *since)
{
	struct ha_slice rest = ha_slice_of(text), date, clock;
	struct log_time time;
	char full[48];

	if (read_duration(rest, now, since))
		return true;
	if (!scan_shape(rest, "9999-99-99") || !is_day(rest))
		return false;
	date = ha_slice_head(rest, 10);
	clock = ha_slice_of("00:00:00");
	rest = ha_slice_from(rest, 10);
	if (scan_take(&rest, "T") || scan_take(&rest, " ")) {
		size_t size = scan_shape(rest, "99:99:99") ? 8 : 5;

		if (!scan_shape(rest, "99:99"))
			return false;
		clock = ha_slice_head(rest, size);
		rest = ha_slice_from(rest, size);
		if (!is_zone(rest))
			return false;
	} else if (rest.size > 0) {
		return false;
	}
	snprintf(full, sizeof(full), "%.*sT%.*s%s%.*s", (int)date.size,
		 date.data, (int)clock.size, clock.data,
		 clock.size == 5 ? ":00" : "", (int)rest.size, rest.data);
	rest = ha_slice_of(full);
	if (!log_time_take(&rest, &time))
		return false;
	*since = log_time_value(&time, now);
	return *since > 0;
}
