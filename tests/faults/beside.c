/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/faults/beside.h"

#include "tests/support/must.h"
#include "tests/support/within.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define DECIDERS 8
#define EXCUSE_MS 14 /* the module waits for 20, by a clock that ticks in 4 */

static const char first[] = "ALL: 192.0.2.10\n";
char contents[2][CONTENTS_SIZE];

static struct shared {
	atomic_uint results[64]; /* how often the module returned each */
	atomic_uint changes;     /* begun */
	atomic_uint finished;    /* changes */
	atomic_llong
	    excused; /* end of the last one that took too long, in ms */
	atomic_uint excuses;
} * shared;

long long
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

void
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
		for (size_t at = 0; at + 32 <= CONTENTS_SIZE; at += 32)
			memcpy(contents[i] + at,
			       "sshd: 198.51.100.1 EXCEPT 10.1.\n", 32);
		memset(contents[i] + CONTENTS_SIZE - 32, '\n', 32);
	}
	memcpy(contents[0] + CONTENTS_SIZE - size, first, size);
	memcpy(contents[1], "ALL: 192.0.2.10:severity auth.i\n", 32);
}

int
open_file(const char *folder, const char *name, int flags)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	fd = open(path, O_WRONLY | O_CLOEXEC | flags, 0644);
	must(fd >= 0, path);
	return fd;
}

void
put(int fd, const char *text, size_t size)
{
	must(write(fd, text, size) == (ssize_t)size, "write");
}

void
beside_prepare(void)
{
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(shared != MAP_FAILED, "mmap");
	fill_contents();
	alarm(560);
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
start_editor(const struct driver *driver, change_fn *change, long rest_ms)
{
	pid_t pid = start();

	if (pid)
		return pid;
	/* If it may: the processor is not to be kept from it. */
	(void)setpriority(PRIO_PROCESS, 0, -10);
	for (;;) {
		long long begin = now_ms(), took;

		took = change(driver->folder, ++shared->changes);
		if (took < 0)
			took = now_ms() - begin;
		if (took >= EXCUSE_MS)
			shared->excused = now_ms();
		shared->finished++;
		rest(rest_ms);
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
start_decider(struct driver *driver, unsigned count)
{
	pid_t pid = start();

	if (pid)
		return pid;
	for (unsigned i = 0; i < count; i++) {
		long long begin = now_ms();
		int result;

		recorder_redirect_etc(driver->folder);
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

void
decide_beside(const struct scenario *row, change_fn *change, long rest_ms,
	      unsigned count, bool settles)
{
	struct driver driver;
	pid_t editor, deciders[DECIDERS];
	unsigned good, errors, others = 0;
	int status;

	memset(shared, 0, sizeof(*shared));
	driver_start(&driver, row);
	if (!row->deny && !row->bare)
		driver_write(driver.folder, "hosts.deny", contents[0],
			     CONTENTS_SIZE);
	editor = start_editor(&driver, change, rest_ms);
	for (int i = 0; i < DECIDERS; i++)
		deciders[i] = start_decider(&driver, count / DECIDERS + 1);
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
	assert_int_equal(others, 0);
	assert_within(good, count / 2, count + DECIDERS);
	if (settles)
		assert_int_equal(errors, 0);
}
