/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/settle.h"

#include "tests/unit/clock.h"
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

#define SETTLE_MS 20

static const struct {
	const char *name;
	long long age_ms; /* negative: changed in the future */
	mode_t mode;
	unsigned settle_ms;
	enum ha_status expected;
} rows[] = {
    {"just now", 0, S_IFREG, SETTLE_MS, HA_ERR_CHANGED},
    {"10 ms ago", 10, S_IFREG, SETTLE_MS, HA_ERR_CHANGED},
    {"20 ms ago", 20, S_IFREG, SETTLE_MS, HA_OK},
    {"990 ms ago", 990, S_IFREG, SETTLE_MS, HA_OK},
    {"long ago", 4000000000000, S_IFREG, SETTLE_MS, HA_OK},
    {"in the future", -500, S_IFREG, SETTLE_MS, HA_OK},
    {"in the far future", -86400000, S_IFREG, SETTLE_MS, HA_OK},
    {"a device", 0, S_IFCHR, SETTLE_MS, HA_OK},
    {"not to be waited for", 0, S_IFREG, 0, HA_OK},
};

/* How often something has been waited for. */
static unsigned naps;

int
nanosleep(const struct timespec *time, struct timespec *left)
{
	int error = clock_nanosleep(CLOCK_REALTIME, 0, time, left);

	naps++;
	if (!error)
		return 0;
	errno = error;
	return -1;
}

static struct timespec
ms_ago(long long ms)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	ms = time.tv_sec * 1000LL + time.tv_nsec / 1000000 - ms;
	time.tv_sec = (time_t)(ms / 1000);
	time.tv_nsec = (long)(ms % 1000) * 1000000;
	return time;
}

static void
recent_files_are_not_settled(void **state)
{
	(void)state;
	clock_stop(CLOCK_REALTIME);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_source source = {
		    .status = {.st_mode = rows[i].mode, .st_size = 1}};

		source.status.st_ctim = ms_ago(rows[i].age_ms);
		row(rows[i].name);
		assert_int_equal(ha_settle_check(&source, rows[i].settle_ms),
				 rows[i].expected);
	}
	clock_go_on();
}

/* A second that ends between two times makes no difference. */
static void
ages_are_whole_milliseconds(void **state)
{
	static const struct {
		struct timespec then, now;
		enum ha_status expected;
	} times[] = {
	    {{9, 981000000}, {9, 999999999}, HA_ERR_CHANGED},
	    {{9, 981000000}, {10, 900000}, HA_ERR_CHANGED},
	    {{9, 981000000}, {10, 1000000}, HA_OK},
	    {{9, 0}, {9, 20000000}, HA_OK},
	    {{9, 1}, {9, 20000000}, HA_ERR_CHANGED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(times); i++) {
		struct ha_source source = {
		    .status = {.st_mode = S_IFREG, .st_size = 1}};

		clock_stop_at(times[i].now);
		source.status.st_ctim = times[i].then;
		assert_int_equal(ha_settle_check(&source, SETTLE_MS),
				 times[i].expected);
	}
	clock_go_on();
}

/* Who cannot tell the time cannot tell that nobody is at it. */
static void
without_a_clock_nothing_has_settled(void **state)
{
	struct ha_source source = {
	    .status = {.st_mode = S_IFREG, .st_size = 1}};

	(void)state;
	has_clock = false;
	assert_int_equal(ha_settle_check(&source, SETTLE_MS), HA_ERR_CHANGED);
	assert_int_equal(ha_settle_check(&source, 0), HA_OK);
	has_clock = true;
}

/* An empty file with blocks, of which STATUS says that it is old. */
static void
settle_emptied(struct ha_source *source)
{
	assert_int_equal(fstat(source->fd, &source->status), 0);
	source->status.st_size = 0;
	source->status.st_blocks = 8;
	source->status.st_ctim = ms_ago(1000);
}

static void
emptied_files_are_looked_at_again(void **state)
{
	char path[] = "/tmp/settle.XXXXXX";
	struct ha_source source = {.fd = mkstemp(path)};
	struct timespec begin = ms_ago(0), end;

	(void)state;
	assert_true(source.fd >= 0);
	assert_int_equal(unlink(path), 0);
	settle_emptied(&source);
	assert_int_equal(ha_settle_check(&source, SETTLE_MS), HA_ERR_CHANGED);
	end = ms_ago(0);
	assert_true((end.tv_sec - begin.tv_sec) * 1000 +
			(end.tv_nsec - begin.tv_nsec) / 1000000 >=
		    SETTLE_MS - 1);
	assert_true(naps > 0);
	naps = 0;
	source.status.st_blocks = 0;
	assert_int_equal(ha_settle_check(&source, SETTLE_MS), HA_ERR_CHANGED);
	assert_int_equal(naps, 0);
	close(source.fd);
}

static void
ignore(int number)
{
	(void)number;
}

/* A signal does not end it, nor does one long ago prolong it. */
static void
waiting_takes_its_time(void **state)
{
	const struct itimerval soon = {{0, 0}, {0, 10000}};
	struct sigaction action = {.sa_flags = 0};
	struct timespec begin, end;

	(void)state;
	action.sa_handler = ignore;
	sigaction(SIGALRM, &action, NULL);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	setitimer(ITIMER_REAL, &soon, NULL);
	ha_settle_wait(50);
	clock_gettime(CLOCK_MONOTONIC, &end);
	assert_within((end.tv_sec - begin.tv_sec) * 1000 +
			  (end.tv_nsec - begin.tv_nsec) / 1000000,
		      50, 10000);
	signal(SIGALRM, SIG_DFL);
	alarm(20);
	errno = EINTR;
	ha_settle_wait(1);
	alarm(0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(recent_files_are_not_settled),
	    cmocka_unit_test(ages_are_whole_milliseconds),
	    cmocka_unit_test(without_a_clock_nothing_has_settled),
	    cmocka_unit_test(emptied_files_are_looked_at_again),
	    cmocka_unit_test(waiting_takes_its_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
