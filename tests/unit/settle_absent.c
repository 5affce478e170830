/* SPDX-License-Identifier: BSD-3-Clause */
/* When it is believed that a file is not there. */
#include "common/source/settle.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SETTLE_MS 20

/*
 * In a row nobody sleeps.  The clock is as many milliseconds ahead of the last
 * change of ~/in as that is old, which grows with each nap.
 */
static const struct row {
	const char *name;
	long long age_ms;   /* before the first look; negative: in the future */
	unsigned settle_ms; /* 0: SETTLE_MS */
	unsigned touched;   /* the folder is, in each nap of so many */
	unsigned comes;     /* in this nap, from 1 */
	const char *as;     /* what comes: the text of a file, or a link: "@" */
	bool folder_goes;   /* in the nap of COMES */
	bool no_clock;
	enum ha_status expected;
	unsigned slept_ms;
} rows[] = {
    {"an old folder", 100000, .expected = HA_ABSENT, .slept_ms = 0},
    {"just old enough", 20, .expected = HA_ABSENT, .slept_ms = 0},
    {"not quite", 19, .expected = HA_ABSENT, .slept_ms = 2},
    {"changed 10 ms ago", 10, .expected = HA_ABSENT, .slept_ms = 10},
    {"changed just now", 0, .expected = HA_ABSENT, .slept_ms = 20},
    {"changes all the time", 0, .touched = 1, .expected = HA_ABSENT,
     .slept_ms = 40},
    {"quiet, but not for long enough", 0, .touched = 7, .comes = 30, .as = "",
     .expected = HA_ABSENT, .slept_ms = 40},
    {"changes in the future", -500, .expected = HA_ABSENT, .slept_ms = 40},
    {"far in the future", -86400000, .expected = HA_ABSENT, .slept_ms = 40},
    {"no clock", 100000, .no_clock = true, .expected = HA_ABSENT,
     .slept_ms = 40},
    {"comes at once", 0, .comes = 1, .as = "ALL: ALL\n",
     .expected = HA_ERR_CHANGED, .slept_ms = 2},
    {"comes empty", 0, .comes = 3, .as = "", .expected = HA_ERR_CHANGED,
     .slept_ms = 6},
    {"comes as a link to nothing", 0, .comes = 3, .as = "@",
     .expected = HA_ERR_IO, .slept_ms = 6},
    {"comes at the last look in a folder that is quiet then", 0, .comes = 10,
     .as = "", .expected = HA_ERR_CHANGED, .slept_ms = 20},
    {"comes at the last look in one that is not", 0, .touched = 1, .comes = 20,
     .as = "", .expected = HA_ERR_CHANGED, .slept_ms = 40},
    {"comes too late", 0, .touched = 1, .comes = 21, .as = "",
     .expected = HA_ABSENT, .slept_ms = 40},
    {"the folder goes", 0, .comes = 4, .folder_goes = true,
     .expected = HA_ERR_IO, .slept_ms = 8},
    {"a longer time", 50, .settle_ms = 200, .expected = HA_ABSENT,
     .slept_ms = 160},
    {"a short time", 0, .settle_ms = 3, .touched = 1, .expected = HA_ABSENT,
     .slept_ms = 20},
};

static const struct row *current;
static long long age_ms;
static unsigned naps, slept_ms;

/* The clock shows the last change of the folder, and its age. */
int
clock_gettime(clockid_t clock, struct timespec *time)
{
	struct stat folder_status;

	(void)clock;
	if (!current || current->no_clock) {
		errno = EINVAL;
		return -1;
	}
	if (fstatat(AT_FDCWD, "in", &folder_status, 0))
		return -1;
	*time = folder_status.st_ctim;
	time->tv_sec += age_ms / 1000;
	time->tv_nsec += (long)(age_ms % 1000) * 1000000;
	while (time->tv_nsec >= 1000000000) {
		time->tv_nsec -= 1000000000;
		time->tv_sec++;
	}
	while (time->tv_nsec < 0) {
		time->tv_nsec += 1000000000;
		time->tv_sec--;
	}
	return 0;
}

int
nanosleep(const struct timespec *time, struct timespec *left)
{
	unsigned ms = (unsigned)(time->tv_sec * 1000 + time->tv_nsec / 1000000);

	(void)left;
	naps++;
	slept_ms += ms;
	age_ms += ms;
	if (current->touched > 0 && naps % current->touched == 0)
		age_ms = current->age_ms;
	if (naps != current->comes)
		return 0;
	if (current->folder_goes)
		assert_int_equal(rename("in", "away"), 0);
	else if (current->as[0] == '@')
		assert_int_equal(symlink("none", "in/file"), 0);
	else
		write_text("in/file", current->as);
	return 0;
}

static void
absence_takes_its_time(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_source source;

		row(rows[i].name);
		current = &rows[i];
		age_ms = rows[i].age_ms;
		naps = slept_ms = 0;
		assert_int_equal(ha_settle_open(&source, "in/file", true,
						rows[i].settle_ms
						    ? rows[i].settle_ms
						    : SETTLE_MS,
						NULL),
				 rows[i].expected);
		assert_int_equal(slept_ms, rows[i].slept_ms);
		rename("away", "in");
		unlink("in/file");
	}
	current = NULL;
}

static void
who_does_not_wait_believes_at_once(void **state)
{
	struct ha_source source;

	(void)state;
	naps = 0;
	assert_int_equal(ha_settle_open(&source, "in/file", true, 0, NULL),
			 HA_ABSENT);
	assert_int_equal(naps, 0);
}

/* A rule file that names many missing lists holds nobody up for ever. */
static void
there_is_an_end_to_it(void **state)
{
	static const struct row noisy = {.age_ms = 0, .touched = 1};
	static const struct row quiet = {.age_ms = 1000};
	struct ha_source source;
	unsigned watches = 0;

	(void)state;
	current = &noisy;
	age_ms = 0;
	slept_ms = 0;
	for (int i = 0; i < 50; i++)
		assert_int_equal(ha_settle_open(&source, "in/file", false,
						SETTLE_MS, &watches),
				 HA_ABSENT);
	assert_int_equal(slept_ms, 50 * 2 * SETTLE_MS);
	assert_int_equal(
	    ha_settle_open(&source, "in/file", false, SETTLE_MS, &watches),
	    HA_ERR_CHANGED);
	assert_int_equal(slept_ms, 50 * 2 * SETTLE_MS);
	/* What is quiet does not count. */
	current = &quiet;
	age_ms = 1000;
	assert_int_equal(
	    ha_settle_open(&source, "in/file", false, SETTLE_MS, &watches),
	    HA_ABSENT);
	current = NULL;
}

/* The folder is that of the file, by whatever way. */
static void
the_folder_is_found(void **state)
{
	static const char *const paths[] = {
	    "/no-such-file-here", "//no-such-file-here", "no-such-file-here",
	    "./no-such-file-here", "in/../no-such-file-here"};
	struct stat wanted, found;

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++) {
		row(paths[i]);
		assert_int_equal(stat(paths[i][0] == '/' ? "/" : ".", &wanted),
				 0);
		assert_int_equal(ha_source_absent(paths[i], &found), HA_ABSENT);
		assert_int_equal(found.st_ino, wanted.st_ino);
		assert_int_equal(found.st_dev, wanted.st_dev);
	}
	assert_int_equal(ha_source_absent("in", &found), HA_ERR_CHANGED);
}

static int
set_up(void **state)
{
	return folder_make(state) || mkdir("in", 0700);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(absence_takes_its_time),
	    cmocka_unit_test(who_does_not_wait_believes_at_once),
	    cmocka_unit_test(there_is_an_end_to_it),
	    cmocka_unit_test(the_folder_is_found),
	};

	return cmocka_run_group_tests_name("settle_absent", tests, set_up,
					   folder_remove);
}
