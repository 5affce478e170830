/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Rule files under change: an editor that changes ~/hosts.deny all the time,
 * beside processes that decide.  What the file holds before and what it holds
 * after each change give the same verdict; a mixture, or a part, would not.
 *
 * An editor that leaves a part there for longer than the module waits, because
 * it gets no processor, is excused: that part is what the file holds.
 */
#include "../module/driver.h"
#include "../support/must.h"
#include "../support/within.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define DECIDERS 8
#define DECISIONS 100000 /* of all, in all tests */
#define TESTS 4
#define SIZE 8192UL

/* How long an editor rests, and pauses between two writes. */
#define REST_MS 40
#define PAUSE_MS 2
#define EXCUSE_MS 14 /* the module waits for 20, by a clock that ticks in 4 */

static const char first[] = "ALL: 192.0.2.10\n";
static char contents[2][SIZE];

static struct shared {
	atomic_uint results[64]; /* how often the module returned each */
	atomic_uint changes;     /* begun */
	atomic_uint finished;    /* changes */
	atomic_llong
	    excused; /* end of the last one that took too long, in ms */
	atomic_uint excuses;
} * shared;

static long long
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void
rest(long ms)
{
	const struct timespec time = {0, ms * 1000000};

	nanosleep(&time, NULL);
}

/* The rule that refuses stands at the start of one text, the end of another. */
static void
fill_contents(void)
{
	const size_t size = sizeof(first) - 1;

	for (int i = 0; i < 2; i++) {
		for (size_t at = 0; at + 32 <= SIZE; at += 32)
			memcpy(contents[i] + at,
			       "sshd: 198.51.100.1 EXCEPT 10.1.\n", 32);
		memset(contents[i] + SIZE - 32, '\n', 32);
	}
	memcpy(contents[0] + SIZE - size, first, size);
	memcpy(contents[1], "ALL: 192.0.2.10:severity auth.i\n", 32);
}

static int
open_file(const char *path, int flags)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | flags, 0644);

	must(fd >= 0, path);
	return fd;
}

static void
put(int fd, const char *text, size_t size)
{
	must(write(fd, text, size) == (ssize_t)size, "write");
}

/* Each makes a change, number N. */
typedef void change_fn(const char *path, unsigned n);

static void
rewrite(const char *path, unsigned n)
{
	int fd = open_file(path, O_TRUNC);

	rest(PAUSE_MS);
	put(fd, contents[n % 2], SIZE / 2);
	rest(PAUSE_MS);
	put(fd, contents[n % 2] + SIZE / 2, SIZE / 2);
	close(fd);
}

/* In place, so that the size is always the same. */
static void
overwrite(const char *path, unsigned n)
{
	int fd = open_file(path, 0);

	put(fd, contents[n % 2], SIZE / 2);
	rest(PAUSE_MS);
	put(fd, contents[n % 2] + SIZE / 2, SIZE / 2);
	close(fd);
}

static void
replace(const char *path, unsigned n)
{
	char new[PATH_MAX];
	int fd;

	snprintf(new, sizeof(new), "%s.new", path);
	fd = open_file(new, O_CREAT | O_TRUNC);
	put(fd, contents[n % 2], SIZE);
	close(fd);
	must(rename(new, path) == 0, "rename");
}

/* A rule that refuses everybody, up to its second half. */
static void
append(const char *path, unsigned n)
{
	int fd = open_file(path, O_APPEND);

	(void)n;
	put(fd, "ALL: ALL", 8);
	rest(PAUSE_MS);
	put(fd, " EXCEPT 192.0.2.11\n", 19);
	close(fd);
}

/* A process that ends with this one. */
static pid_t
start(void)
{
	pid_t pid = fork();

	must(pid >= 0, "fork");
	if (pid == 0)
		must(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0, "prctl");
	return pid;
}

static pid_t
start_editor(const struct driver *driver, change_fn *change)
{
	char path[PATH_MAX];
	pid_t pid = start();

	if (pid)
		return pid;
	snprintf(path, sizeof(path), "%s/hosts.deny", driver->folder);
	for (;;) {
		long long begin = now_ms();

		change(path, ++shared->changes);
		if (now_ms() - begin >= EXCUSE_MS)
			shared->excused = now_ms();
		shared->finished++;
		rest(REST_MS);
	}
}

/* Whether an editor was too slow while a decision was made, since BEGIN. */
static bool
is_excused(long long begin)
{
	unsigned change = shared->changes;

	while (shared->finished < change)
		rest(1);
	return shared->excused >= begin;
}

static pid_t
start_decider(struct driver *driver)
{
	pid_t pid = start();

	if (pid)
		return pid;
	for (int i = 0; i < DECISIONS / TESTS / DECIDERS + 1; i++) {
		long long begin = now_ms();
		int result;

		recorder_show_times();
		result = driver_call(driver);
		recorder_clear();
		if (result != driver->row->result &&
		    result != PAM_SERVICE_ERR && is_excused(begin))
			shared->excuses++;
		else
			shared->results[result & 63]++;
	}
	_exit(0);
}

static void
decide_beside(const struct scenario *row, change_fn *change)
{
	struct driver driver;
	pid_t editor, deciders[DECIDERS];
	unsigned good, errors, others = 0;
	int status;

	memset(shared, 0, sizeof(*shared));
	driver_start(&driver, row);
	driver_write(driver.folder, "hosts.deny", contents[0], SIZE);
	editor = start_editor(&driver, change);
	for (int i = 0; i < DECIDERS; i++)
		deciders[i] = start_decider(&driver);
	for (int i = 0; i < DECIDERS; i++) {
		waitpid(deciders[i], &status, 0);
		assert_int_equal(status, 0);
	}
	kill(editor, SIGKILL);
	waitpid(editor, NULL, 0);
	driver_stop(&driver);
	good = shared->results[row->result];
	errors = shared->results[PAM_SERVICE_ERR];
	for (int i = 0; i < 64; i++)
		others += shared->results[i];
	others -= good + errors;
	print_message(
	    "%u decisions in all, %u changes: %u settled, %u not settled, "
	    "%u excused, %u wrong\n",
	    good + errors + others + shared->excuses, shared->changes, good,
	    errors, shared->excuses, others);
	assert_within(good, DECISIONS / TESTS / 2, DECISIONS);
	assert_int_equal(others, 0);
}

static void
test_rewrite(void **state)
{
	static const struct scenario row = {.result = PAM_PERM_DENIED};

	(void)state;
	decide_beside(&row, rewrite);
}

static void
test_overwrite(void **state)
{
	static const struct scenario row = {.result = PAM_PERM_DENIED};

	(void)state;
	decide_beside(&row, overwrite);
}

static void
test_replace(void **state)
{
	static const struct scenario row = {.result = PAM_PERM_DENIED};

	(void)state;
	decide_beside(&row, replace);
}

static void
test_append(void **state)
{
	static const struct scenario row = {.allow = "ALL: 192.0.2.1\n",
					    .rhost = "192.0.2.11",
					    .result = PAM_SUCCESS};

	(void)state;
	decide_beside(&row, append);
}

/*
 * `changing --ticks` is for a file system that keeps times to a tick.  Those
 * at hand do not lock a file that they truncate, so nobody can wait for the
 * end of that: there an editor overwrites.
 */
int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rewrite),
	    cmocka_unit_test(test_overwrite),
	    cmocka_unit_test(test_replace),
	    cmocka_unit_test(test_append),
	};
	const struct CMUnitTest ticks[] = {
	    cmocka_unit_test(test_overwrite),
	    cmocka_unit_test(test_replace),
	    cmocka_unit_test(test_append),
	};

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(shared != MAP_FAILED, "mmap");
	fill_contents();
	alarm(280);
	if (argc > 1 && strcmp(argv[1], "--ticks") == 0)
		return cmocka_run_group_tests_name("ticks", ticks, NULL, NULL);
	return cmocka_run_group_tests_name("changing", tests, NULL, NULL);
}
