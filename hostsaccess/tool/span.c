/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/span.h"

/* Units of systemd.time(7); a month and a year are parts of 365.25 days. */
static const struct unit {
	const char *names; /* each with a comma behind */
	unsigned long seconds;
} units[] = {
    {"s,sec,secs,second,seconds,", 1}, {"m,min,mins,minute,minutes,", 60},
    {"h,hr,hrs,hour,hours,", 3600},    {"d,day,days,", 86400},
    {"w,week,weeks,", 604800},         {"M,month,months,", 2629800},
    {"y,year,years,", 31557600},
};

/* Returns how many seconds the unit NAME has, or 0. */
static unsigned long
unit_seconds(struct ha_slice name)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		struct ha_slice names = ha_slice_of(units[i].names);

		while (names.size > 0) {
			size_t size = ha_slice_find(names, ',');

			if (ha_slice_same(ha_slice_head(names, size), name))
				return units[i].seconds;
			names = ha_slice_from(names, size + 1);
		}
	}
	return 0;
}

/* How many digits TEXT begins with; or bytes that are neither nor blanks. */
static size_t
run_size(struct ha_slice text, bool digits)
{
	size_t size = 0;

	while (size < text.size && text.data[size] != ' ' &&
	       ha_in_class(text.data[size], HA_C_DIGIT) == digits)
		size++;
	return size;
}

bool
span_read(struct ha_slice text, uint64_t *seconds)
{
	unsigned long number, unit;

	*seconds = 0;
	text = ha_slice_trim(text, HA_C_BLANK);
	if (text.size == 0)
		return false;
	while (text.size > 0) {
		size_t size = run_size(text, true);

		if (!ha_slice_number(ha_slice_head(text, size), 10, 1000000,
				     &number))
			return false;
		text = ha_slice_skip(ha_slice_from(text, size), HA_C_BLANK);
		size = run_size(text, false);
		unit = unit_seconds(ha_slice_head(text, size));
		if (unit == 0)
			return false;
		*seconds += (uint64_t)number * unit;
		text = ha_slice_skip(ha_slice_from(text, size), HA_C_BLANK);
	}
	return true;
}
