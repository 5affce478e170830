/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Whether a pattern with wildcards may match an address: a table, and random
 * patterns against fnmatch(3), which is asked about many addresses.
 */
#include "hostsaccess/check/wildcard_match.h"

#include "tests/unit/unit.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
	const char *pattern;
	bool may;
} rows[] = {
    {"10.*", true},
    {"192.168.*", true},
    {"192.168.?", false},
    {"192.168.?.?", true},
    {"10.?", false},
    {"10.???", false},
    {"10.?????", true},
    {"300.*", false},
    {"255.*", true},
    {"256.*", false},
    {"25?.*", true},
    {"26?.*", false},
    {"2?6.*", true},
    {"012.*", false},
    {"10.*.*.*", true},
    {"10.*.*.*.*", false},
    {"1.2.3.4.*", false},
    {"1.2.3.4*", true},
    {"1.2.3.*4", true},
    {"10.1.*.300", false},
    {"1..*", false},
    {"1.?.0.0", true},
    {"100?4.0.0", true},
    {"1?2*", true},
    {"*.300", true},
    {"?0.300.1.1", true},
    {"1.2.3.4????????????", false},
};

static void
test_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].pattern);
		assert_int_equal(
		    wildcard_may_match(ha_slice_of(rows[i].pattern)),
		    rows[i].may);
	}
}

#define PARTS 13

/* Whether one of many addresses matches PATTERN. */
static bool
matches(const char *pattern)
{
	static const int parts[PARTS] = {0,  1,  2,   9,   10,  19, 25,
					 26, 99, 100, 199, 249, 255};
	char address[32];

	for (int i = 0; i < PARTS * PARTS * PARTS * PARTS; i++) {
		snprintf(address, sizeof(address), "%d.%d.%d.%d",
			 parts[i % PARTS], parts[i / PARTS % PARTS],
			 parts[i / PARTS / PARTS % PARTS],
			 parts[i / PARTS / PARTS / PARTS]);
		if (fnmatch(pattern, address, 0) == 0)
			return true;
	}
	return false;
}

static void
test_random(void **state)
{
	static const char letters[] = "0125690....**??";
	unsigned denied = 0;

	(void)state;
	srand(1);
	for (int i = 0; i < 300; i++) {
		char pattern[16];
		int size = 2 + rand() % 11;

		for (int at = 0; at < size; at++)
			pattern[at] = letters[rand() % 15];
		pattern[size] = '\0';
		row(pattern);
		if (wildcard_may_match(ha_slice_of(pattern)))
			continue;
		denied++;
		assert_false(matches(pattern));
	}
	assert_true(denied > 50);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_table),
	    cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests_name("wildcard", tests, NULL, NULL);
}
