/* SPDX-License-Identifier: BSD-3-Clause */
/* Times in rules; the seconds are those that date(1) says. */
#include "common/option/moment.h"

#include "tests/unit/unit.h"

#define DAY (24 * 60 * 60)

static const struct {
	const char *text;
	enum ha_diagnostic_id fault;
	int64_t begin;
	int64_t size;
} rows[] = {
    {"202612011200Z", HA_D_NONE, 1796126400, 0},
    {"20261201120001Z", HA_D_NONE, 1796126401, 0},
    {"202612011200+0100", HA_D_NONE, 1796122800, 0},
    {"202612011200-0130", HA_D_NONE, 1796131800, 0},
    {"20261201T1200Z", HA_D_NONE, 1796126400, 0},
    {"2026-12-01T1200Z", HA_D_NONE, 1796126400, 0},
    {"2026-12-01t120000z", HA_D_NONE, 1796126400, 0},
    {"2026-12-01T1200+0000", HA_D_NONE, 1796126400, 0},
    {"2026-12-01T12\\:00Z", HA_D_NONE, 1796126400, 0},
    {"2026-12-01T12\\:00\\:00Z", HA_D_NONE, 1796126400, 0},
    {"2026-12-01T12\\:00\\:00.999Z", HA_D_NONE, 1796126400, 0},
    {"2026-12-01T12:00:00+01:00", HA_D_NONE, 1796122800, 0},
    {"2026-12-01T12\\:00+01\\:00", HA_D_NONE, 1796122800, 0},
    {"2026-12-01T235960Z", HA_D_NONE, 1796169600, 0},
    {"197001010000Z", HA_D_NONE, 0, 0},
    {"999912312359Z", HA_D_NONE, 253402300740, 0},
    {"203801190314Z", HA_D_NONE, 2147483640, 0},
    {"203801190315Z", HA_D_NONE, 2147483700, 0},
    {"2026-12-01", HA_D_NONE, 1796083200, DAY},
    {"20261201", HA_D_NONE, 1796083200, DAY},
    {"2028-02-29", HA_D_NONE, 1835395200, DAY},
    {"2000-02-29", HA_D_NONE, 951782400, DAY},
    {"2000-03-01", HA_D_NONE, 951868800, DAY},
    /* a day, or a part of it, that there is not */
    {"2026-02-29", HA_D_CONDITION_TIME, 0, 0},
    {"2100-02-29", HA_D_CONDITION_TIME, 0, 0},
    {"2026-04-31", HA_D_CONDITION_TIME, 0, 0},
    {"2026-00-01", HA_D_CONDITION_TIME, 0, 0},
    {"2026-13-01", HA_D_CONDITION_TIME, 0, 0},
    {"2026-12-00", HA_D_CONDITION_TIME, 0, 0},
    {"202612012400Z", HA_D_CONDITION_TIME, 0, 0},
    {"202612011260Z", HA_D_CONDITION_TIME, 0, 0},
    {"20261201120061Z", HA_D_CONDITION_TIME, 0, 0},
    {"202612011200+2400", HA_D_CONDITION_TIME, 0, 0},
    {"202612011200+0060", HA_D_CONDITION_TIME, 0, 0},
    {"196912312359Z", HA_D_CONDITION_TIME, 0, 0},
    /* what is missing, or too much */
    {"202612011200", HA_D_CONDITION_ZONE, 0, 0},
    {"2026-12-01T1200", HA_D_CONDITION_ZONE, 0, 0},
    {"2026-12-01T12\\:00", HA_D_CONDITION_ZONE, 0, 0},
    {"2026-12-01T12", HA_D_CONDITION_TIME, 0, 0},
    {"2026-12-01T", HA_D_CONDITION_TIME, 0, 0},
    {"2026-12-01Z", HA_D_CONDITION_TIME, 0, 0},
    {"2026-12", HA_D_CONDITION_TIME, 0, 0},
    {"2026-1201", HA_D_CONDITION_TIME, 0, 0},
    {"202612-01", HA_D_CONDITION_TIME, 0, 0},
    {"26-12-01", HA_D_CONDITION_TIME, 0, 0},
    {"2026-12-01T12\\:0000Z", HA_D_CONDITION_TIME, 0, 0},
    {"2026-12-01T12\\\\:00Z", HA_D_CONDITION_TIME, 0, 0},
    {"2026-12-01T1200.5Z", HA_D_CONDITION_TIME, 0, 0},
    {"2026-12-01T120000.Z", HA_D_CONDITION_TIME, 0, 0},
    {"202612011200UTC", HA_D_CONDITION_TIME, 0, 0},
    {"202612011200ZZ", HA_D_CONDITION_TIME, 0, 0},
    {"202612011200+1", HA_D_CONDITION_TIME, 0, 0},
    {" 2026-12-01", HA_D_CONDITION_TIME, 0, 0},
    {"2026-12-01 ", HA_D_CONDITION_TIME, 0, 0},
    {"+026-12-01", HA_D_CONDITION_TIME, 0, 0},
    {"2h", HA_D_CONDITION_TIME, 0, 0},
    {"tomorrow", HA_D_CONDITION_TIME, 0, 0},
    {"", HA_D_CONDITION_TIME, 0, 0},
};

static void
times_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_moment moment = {0, 0};

		row(rows[i].text);
		assert_int_equal(
		    ha_moment_parse(ha_slice_of(rows[i].text), &moment),
		    rows[i].fault);
		assert_int_equal(moment.begin, rows[i].begin);
		assert_int_equal(moment.end, rows[i].begin + rows[i].size);
	}
}

/* Every day of 400 years is the one behind the day before. */
static void
days_follow_each_other(void **state)
{
	int64_t expected = 0;

	(void)state;
	for (unsigned year = 1970; year < 2400; year++)
		for (unsigned day = 1; day <= 12 * 31; day++) {
			struct ha_moment moment;
			char text[40];

			snprintf(text, sizeof(text), "%04u-%02u-%02u", year,
				 (day - 1) / 31 + 1, (day - 1) % 31 + 1);
			if (ha_moment_parse(ha_slice_of(text), &moment) !=
			    HA_D_NONE)
				continue;
			assert_int_equal(moment.begin, expected);
			expected += DAY;
		}
	assert_int_equal(expected, 13569465600);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(times_are_read),
	    cmocka_unit_test(days_follow_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
