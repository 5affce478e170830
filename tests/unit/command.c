/* SPDX-License-Identifier: BSD-3-Clause */
/* Commands: how they end, and what they see of the host program. */
#undef _FORTIFY_SOURCE /* would make macros of the functions below */

#include "common/option/command.h"

#include "tests/unit/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define PATIENT 20000 /* ms; no command here takes that long */

static char path_variable[] = "PATH=/usr/bin:/bin";
static char *const environment[] = {path_variable, NULL};
static char output[4096];

/* How often the module has waited for a command. */
static unsigned polls;

int
poll(struct pollfd *fds, nfds_t count, int timeout)
{
	const struct timespec time = {timeout / 1000,
				      timeout % 1000 * 1000000L};

	polls++;
	return ppoll(fds, count, timeout < 0 ? NULL : &time, NULL);
}

/* There is always more to read of what a command prints. */
static bool flooded;

ssize_t
read(int fd, void *buffer, size_t size)
{
	if (!flooded || !(fcntl(fd, F_GETFL) & O_NONBLOCK))
		return syscall(SYS_read, fd, buffer, size);
	memset(buffer, 'x', size);
	return (ssize_t)size;
}

static long long
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Runs TEXT, and looks that nothing is left of it in this process. */
static enum ha_run
run(const char *text, unsigned long timeout_ms, bool kept,
    struct ha_run_detail *detail)
{
	const struct ha_command command = {text, environment, timeout_ms,
					   kept ? output : NULL,
					   sizeof(output)};
	int open_before = open_files();
	enum ha_run result;

	memset(output, '?', sizeof(output));
	result = ha_command_run(&command, detail);
	assert_int_equal(open_files(), open_before);
	assert_no_child();
	return result;
}

static void
assert_prints(const char *text, const char *expected)
{
	struct ha_run_detail detail;

	assert_int_equal(run(text, PATIENT, true, &detail), HA_RUN_SUCCESS);
	assert_string_equal(output, expected);
}

#define SUCCESS HA_RUN_SUCCESS
#define FAILURE HA_RUN_FAILURE
#define ERROR HA_RUN_ERROR
#define STATUS(number) ((number) << 8) /* as of waitpid(2) */

static const struct {
	const char *text;
	enum ha_run result;
	int status;
	const char *output;
} endings[] = {
    {"exit 0", SUCCESS, 0, ""},
    {"", SUCCESS, 0, ""},
    {"# x", SUCCESS, 0, ""},
    {"exit 1", FAILURE, STATUS(1), ""},
    {"exit 255", FAILURE, STATUS(255), ""},
    {"echo out; echo err >&2; exit 3", FAILURE, STATUS(3), "out\nerr\n"},
    {"printf x", SUCCESS, 0, "x"},
    {"kill -TERM $$", ERROR, SIGTERM, ""},
    {"kill -KILL $$", ERROR, SIGKILL, ""},
    {"echo x; kill -SEGV $$", ERROR, SIGSEGV, "x\n"},
    {"kill -KILL 0; sleep 1; exit 0", ERROR, 0, ""},
    {"exec 2>&-; /none/at/all", ERROR, STATUS(127), ""},
    {"exec 2>&-; /", ERROR, STATUS(126), ""},
    {"exit 125", FAILURE, STATUS(125), ""},
    {"exit 128", FAILURE, STATUS(128), ""},
    {"exec 2>&-; sh -c 'kill -TERM $$'; exit $?", ERROR, STATUS(143), ""},
    {"exec 2>&-; true | sh -c 'kill -KILL $$'", ERROR, STATUS(137), ""},
    {"exit 129", ERROR, STATUS(129), ""},
    {"exit 192", ERROR, STATUS(192), ""},
    {"exit 193", FAILURE, STATUS(193), ""},
    {"exec 2>&-\n(", FAILURE, STATUS(2), ""},
    {"cat; read x || echo end", SUCCESS, 0, "end\n"},
    {"exec >&- 2>&-; sleep 0.4; exit 4", FAILURE, STATUS(4), ""},
    {"echo x; exec >&- 2>&-; sleep 0.1", SUCCESS, 0, "x\n"},
    {"sleep 30 & echo x", SUCCESS, 0, "x\n"},
    {"(sleep 0.3; exit 5) & wait $!", FAILURE, STATUS(5), ""},
    {"printf '%s' \"$0\"", SUCCESS, 0, "sh"},
};

/* Each of them with its output kept, and thrown away.  Waiting costs nothing.
 */
static void
test_endings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(endings); i++) {
		long long begin = now_ms();

		polls = 0;
		row(endings[i].text);
		for (int kept = 0; kept < 2; kept++) {
			struct ha_run_detail detail;

			assert_int_equal(
			    run(endings[i].text, PATIENT, kept, &detail),
			    endings[i].result);
			assert_int_equal(detail.status & 0xff7f,
					 endings[i].status);
			assert_int_equal(detail.error,
					 endings[i].result == ERROR &&
						 endings[i].status == 0
					     ? ECHILD
					     : 0);
			assert_int_equal(detail.timeout, 0);
			if (kept)
				assert_string_equal(output, endings[i].output);
		}
		assert_true(now_ms() - begin < PATIENT);
		assert_within(polls, 2, 20);
	}
}

/* Returns whether process PID runs; a zombie does not. */
static bool
is_alive(long pid)
{
	char path[64], line[256];
	const char *behind_name;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	file = fopen(path, "r");
	if (!file)
		return false;
	behind_name =
	    fgets(line, sizeof(line), file) ? strrchr(line, ')') : NULL;
	fclose(file);
	return behind_name && !strchr("ZX", behind_name[2]);
}

/* Waits a little until process PID is gone. */
static void
assert_gone(long pid)
{
	const struct timespec step = {0, 10000000};

	assert_true(pid > 1);
	for (int i = 0; i < 200 && is_alive(pid); i++)
		nanosleep(&step, NULL);
	assert_false(is_alive(pid));
}

/* Each prints the numbers of processes, which must be gone then. */
static const char *const endless[] = {
    "echo $$; exec sleep 60",
    "echo $$; while :; do :; done",
    "echo $$; sleep 60 & echo $!; wait",
    "echo $$; (sleep 60 & echo $!; sleep 60) & echo $!; sleep 60",
    "trap '' TERM HUP INT; echo $$; sleep 60 & echo $!; wait; wait",
    "echo $$; exec >&- 2>&-; sleep 60",
    "echo $$; kill -STOP $$",
    "echo $$; yes; :",
    "echo $$; cat /dev/zero & echo $!; cat /dev/zero",
};

static void
test_endless(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(endless); i++) {
		long long begin = now_ms();
		struct ha_run_detail detail;
		char *at = output, *end;

		row(endless[i]);
		assert_int_equal(run(endless[i], 300, true, &detail),
				 HA_RUN_ERROR);
		assert_int_equal(detail.timeout, 1);
		assert_within(now_ms() - begin, 290, PATIENT);
		assert_gone(strtol(output, NULL, 10));
		for (long pid = strtol(at, &end, 10); end != at;
		     pid = strtol(at, &end, 10)) {
			assert_gone(pid);
			at = end;
		}
	}
}

/* What is behind the end of the buffer is thrown away, and nobody waits. */
static void
test_floods(void **state)
{
	static const char *const floods[] = {
	    "head -c 20000000 /dev/zero | tr '\\0' x",
	    "head -c 4095 /dev/zero | tr '\\0' x",
	    "head -c 4096 /dev/zero | tr '\\0' x",
	    "tr '\\0' x </dev/zero & tr '\\0' x </dev/zero & sleep 0.2",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(floods); i++) {
		long long begin = now_ms();
		struct ha_run_detail detail;

		row(floods[i]);
		assert_int_equal(run(floods[i], PATIENT, true, &detail),
				 HA_RUN_SUCCESS);
		assert_int_equal(strlen(output), sizeof(output) - 1);
		assert_int_equal(strspn(output, "x"), sizeof(output) - 1);
		assert_true(now_ms() - begin < PATIENT);
	}
	assert_prints("head -c 4094 /dev/zero | tr '\\0' x | wc -c", "4094\n");
}

/* Who prints faster than it is read does not keep the host from going on. */
static void
test_endless_flood(void **state)
{
	struct ha_run_detail detail;

	(void)state;
	flooded = true;
	assert_int_equal(run("echo; exit 3", PATIENT, true, &detail), FAILURE);
	assert_int_equal(run("echo; sleep 60", 100, true, &detail), ERROR);
	flooded = false;
	assert_true(detail.timeout);
	assert_int_equal(strspn(output, "x"), sizeof(output) - 1);
}

static void
test_environment(void **state)
{
	static char a[] = "A=b c", e[] = "E=";
	char *const variables[] = {path_variable, a, e, NULL};
	const struct ha_command command = {"tr '\\0' '|' </proc/$$/environ",
					   variables, PATIENT, output,
					   sizeof(output)};
	struct ha_run_detail detail;

	(void)state;
	setenv("HOST", "secret", 1);
	assert_int_equal(ha_command_run(&command, &detail), HA_RUN_SUCCESS);
	assert_string_equal(output, "PATH=/usr/bin:/bin|A=b c|E=|");
}

static void
handle(int number)
{
	(void)number;
}

/* Signals 32 and 33 are the C library's: posix_spawn(3) ignores them. */
#define INTERNAL_SIGNALS (3ULL << 31)

static void
test_signals(void **state)
{
	struct ha_run_detail detail;
	const char *ignored;
	void (*before[NSIG])(int);
	sigset_t all, old;

	(void)state;
	sigfillset(&all);
	for (int i = 1; i < NSIG; i++)
		before[i] = signal(i, i % 2 ? SIG_IGN : handle);
	signal(SIGCHLD, SIG_DFL);
	sigprocmask(SIG_SETMASK, &all, &old);
	assert_int_equal(run("exec grep -E 'Sig(Blk|Ign)' /proc/self/status",
			     PATIENT, true, &detail),
			 HA_RUN_SUCCESS);
	for (int i = 1; i < NSIG; i++)
		if (before[i] != SIG_ERR)
			signal(i, before[i]);
	sigprocmask(SIG_SETMASK, &old, NULL);
	ignored = strstr(output, "SigIgn:\t");
	assert_non_null(ignored);
	assert_memory_equal(output, "SigBlk:\t0000000000000000\n", 25);
	assert_int_equal(strtoull(ignored + 8, NULL, 16) & ~INTERNAL_SIGNALS,
			 0);
}

static void
test_group(void **state)
{
	struct ha_run_detail detail;

	(void)state;
	assert_int_equal(
	    run("cut -d ' ' -f 5 /proc/$$/stat", PATIENT, true, &detail),
	    HA_RUN_SUCCESS);
	assert_true(strtol(output, NULL, 10) > 1);
	assert_int_not_equal(strtol(output, NULL, 10), getpgrp());
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_endings),
	    cmocka_unit_test(test_endless),
	    cmocka_unit_test(test_floods),
	    cmocka_unit_test(test_endless_flood),
	    cmocka_unit_test(test_environment),
	    cmocka_unit_test(test_signals),
	    cmocka_unit_test(test_group),
	};

	alarm(600);
	return cmocka_run_group_tests_name("command", tests, NULL, NULL);
}
