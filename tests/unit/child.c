/* SPDX-License-Identifier: BSD-3-Clause */
/* Children, what they write, and until when that is waited for. */
#include "common/base/child.h"

#include "tests/support/emulated.h"
#include "tests/unit/clock.h"
#include "tests/unit/process.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

static void
deadlines_are_ms_from_now(void **state)
{
	static const struct {
		unsigned long ms;
		int left;
	} rows[] = {
	    {0, 0},       {1, 1},         {700, 700},       {999, 999},
	    {1000, 1000}, {59999, 59999}, {999999, 999999}, {4000000, 1000000},
	};

	(void)state;
	clock_stop(CLOCK_MONOTONIC);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct timespec deadline;

		ha_deadline_set(&deadline, rows[i].ms);
		assert_int_equal(ha_deadline_remaining(&deadline),
				 rows[i].left);
		assert_within(deadline.tv_nsec, 0, 999999999);
	}
	clock_go_on();
}

static long long
nanoseconds(struct timespec from, struct timespec to)
{
	return (to.tv_sec - from.tv_sec) * 1000000000LL + to.tv_nsec -
	       from.tv_nsec;
}

/* By the time that has passed, and by that once. */
static void
deadlines_are_put_off(void **state)
{
	const struct timespec step = {0, 30000000};

	(void)state;
	for (int i = 0; i < 40; i++) {
		struct timespec before, deadline, start, since, now;

		ha_deadline_set(&before, 700);
		ha_deadline_set(&start, 0);
		deadline = before;
		since = start;
		nanosleep(&step, NULL);
		ha_deadline_put_off(&deadline, &since);
		assert_within(deadline.tv_nsec, 0, 999999999);
		assert_true(nanoseconds(before, deadline) >= step.tv_nsec);
		ha_deadline_put_off(&deadline, &since);
		ha_deadline_set(&now, 0);
		assert_true(nanoseconds(before, deadline) <=
			    nanoseconds(start, now));
	}
}

/* Nothing is waited for that could last for ever. */
static void
without_a_clock_the_time_is_over(void **state)
{
	struct timespec deadline, since;

	(void)state;
	ha_deadline_set(&deadline, 700);
	has_clock = false;
	assert_int_equal(ha_deadline_remaining(&deadline), 0);
	ha_deadline_set(&deadline, 700);
	has_clock = true;
	assert_int_equal(ha_deadline_remaining(&deadline), 0);
	has_clock = false;
	ha_deadline_set(&since, 0);
	has_clock = true;
	ha_deadline_put_off(&deadline, &since);
	assert_int_equal(ha_deadline_remaining(&deadline), 0);
}

static void
write_all(int fd, const void *context)
{
	(void)context;
	if (fcntl(fd, F_GETFD) & FD_CLOEXEC)
		ha_child_write(fd, "abc", 3);
}

static unsigned kills;

#undef kill /* a macro where coverage is counted */
int
kill(pid_t pid, int number)
{
	kills++;
	return (int)syscall(SYS_kill, pid, number);
}

/* Where the host ignores SIGPIPE, this would write. */
static void
signal_itself(int fd, const void *context)
{
	raise(SIGPIPE);
	write_all(fd, context);
}

static void
write_slowly(int fd, const void *context)
{
	const struct timespec step = {0, 50000000};

	(void)context;
	ha_child_write(fd, "ab", 2);
	nanosleep(&step, NULL);
	ha_child_write(fd, "c", 1);
}

static void
write_too_little(int fd, const void *context)
{
	(void)context;
	ha_child_write(fd, "ab", 2);
}

static void
write_too_late(int fd, const void *context)
{
	(void)fd;
	(void)context;
	for (;;)
		pause();
}

static void
children_are_read(void **state)
{
	static const struct {
		const char *name;
		void (*work)(int fd, const void *context);
		unsigned long ms;
		enum ha_status status;
	} rows[] = {
	    {"at once", write_all, 20000, HA_OK},
	    {"in parts", write_slowly, 20000, HA_OK},
	    {"too little", write_too_little, 20000, HA_END},
	    {"too late", write_too_late, 20, HA_ERR_LIMIT},
	    {"it dies", signal_itself, 20000, HA_END},
	};
	int files = open_files();

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct timespec deadline;
		struct ha_child child;
		char text[4] = "";

		row(rows[i].name);
		assert_int_equal(ha_child_start(&child, HA_CHILD_COMPUTES,
						rows[i].work, NULL),
				 HA_OK);
		assert_true(fcntl(child.fd, F_GETFD) & FD_CLOEXEC);
		ha_deadline_set(&deadline, rows[i].ms);
		assert_int_equal(ha_child_read(&child, &deadline, text, 3),
				 rows[i].status);
		if (rows[i].status == HA_OK)
			assert_string_equal(text, "abc");
		ha_child_end(&child);
		assert_int_equal(open_files(), files);
		assert_no_child();
	}
	signal(SIGPIPE, SIG_DFL);
}

/* What the number of a child that is gone has become is not killed. */
static void
children_that_are_gone_are_not_killed(void **state)
{
	struct ha_child child;

	(void)state;
	assert_int_equal(
	    ha_child_start(&child, HA_CHILD_COMPUTES, write_too_little, NULL),
	    HA_OK);
	assert_int_equal(waitpid(child.pid, NULL, __WALL), child.pid);
	kills = 0;
	ha_child_end(&child);
	assert_int_equal(kills, 0);
}

/* As in many containers: there is no clone3(2). */
static void
take_clone3_away(void)
{
	struct sock_filter code[] = {
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		     offsetof(struct seccomp_data, nr)),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
	const struct sock_fprog program = {COUNT(code), code};

	expect(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		   prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0,
	       10);
}

static volatile sig_atomic_t signals;

static void
count_signal(int number)
{
	(void)number;
	signals++;
}

/* Makes a child of KIND; neither signal nor wait(2) tells of it. */
static void
expect_silence(enum ha_child_work kind)
{
	struct timespec deadline;
	struct ha_child child;
	char text[3];

	ha_deadline_set(&deadline, 20000);
	expect(ha_child_start(&child, kind, write_all, NULL) == HA_OK, 11);
	expect(ha_child_read(&child, &deadline, text, 3) == HA_OK, 12);
	expect(waitpid(-1, NULL, 0) == -1 && errno == ECHILD, 13);
	ha_child_end(&child);
	expect(signals == 0, 14);
}

static void
without_clone3(void)
{
	signal(SIGCHLD, count_signal);
	take_clone3_away();
#ifdef __GLIBC__
	expect_silence(HA_CHILD_COMPUTES);
#else
	puts("NOT RUN: child: a child that computes is no secret where nobody "
	     "knows whether there are threads");
#endif
	expect_silence(HA_CHILD_WATCHES);
}

/* The host need not know of children, whatever the kernel lets it call. */
static void
children_are_silent(void **state)
{
	(void)state;
	if (!is_emulated("children are silent", "clone(2) without a signal"))
		in_child(without_clone3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(deadlines_are_ms_from_now),
	    cmocka_unit_test(deadlines_are_put_off),
	    cmocka_unit_test(without_a_clock_the_time_is_over),
	    cmocka_unit_test(children_are_read),
	    cmocka_unit_test(children_that_are_gone_are_not_killed),
	    cmocka_unit_test(children_are_silent),
	};

	alarm(60);
	return cmocka_run_group_tests_name("child", tests, NULL, NULL);
}
