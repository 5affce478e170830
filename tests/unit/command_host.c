/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Commands, and the program that runs them: it has children, signal handlers
 * and perhaps threads of its own, and sees nothing of a command.
 */
#include "common/base/slice.h"
#include "common/option/command.h"
#include "tests/support/emulated.h"
#include "tests/unit/unit.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define THREADS 4
#define ROUNDS 25

static volatile sig_atomic_t signals, reaped;

static void
count_signal(int number)
{
	(void)number;
	signals++;
}

/* As many daemons do it: whichever child ends is waited for. */
static void
reap_all(int number)
{
	int error = errno;

	(void)number;
	signals++;
	while (waitpid(-1, NULL, WNOHANG) > 0)
		reaped++;
	errno = error;
}

static enum ha_run
run_for(const char *text, unsigned long timeout_ms,
	struct ha_run_detail *detail)
{
	static char path[] = "PATH=/usr/bin:/bin";
	static char *const environment[] = {path, NULL};
	char output[16];
	const struct ha_command command = {text, environment, timeout_ms,
					   output, sizeof(output)};

	return ha_command_run(&command, detail);
}

/* Runs a command that exits with STATUS, and looks that this is known. */
static bool
exits_with(int status)
{
	struct ha_run_detail detail;
	char text[32];
	enum ha_run result;

	snprintf(text, sizeof(text), "exit %d", status);
	result = run_for(text, 20000, &detail);
	return result == (status ? HA_RUN_FAILURE : HA_RUN_SUCCESS) &&
	       WIFEXITED(detail.status) && WEXITSTATUS(detail.status) == status;
}

/* Runs commands that end in each way. */
static void
assert_runs(void)
{
	struct ha_run_detail detail;

	assert_true(exits_with(0));
	assert_true(exits_with(7));
	assert_int_equal(run_for("kill -KILL $$", 20000, &detail),
			 HA_RUN_ERROR);
	assert_int_equal(detail.status, SIGKILL);
	assert_int_equal(run_for("sleep 60", 100, &detail), HA_RUN_ERROR);
	assert_int_equal(detail.timeout, 1);
	assert_int_equal(run_for("sleep 0.2 & exit 0", 20000, &detail),
			 HA_RUN_SUCCESS);
}

static void
set_handler(void (*handler)(int), int flags)
{
	struct sigaction action = {.sa_flags = flags};

	action.sa_handler = handler;
	sigaction(SIGCHLD, &action, NULL);
	signals = 0;
	reaped = 0;
}

/* A child of the host's own, which lives until byte or end on *FD. */
static pid_t
start_child(int *fd, int status)
{
	int ends[2];
	pid_t pid;
	char byte;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		close(ends[1]);
		_exit(read(ends[0], &byte, 1) >= 0 ? status : 1);
	}
	close(ends[0]);
	*fd = ends[1];
	return pid;
}

static const struct {
	const char *name;
	void (*handler)(int);
	int flags;
} hosts[] = {
    {"SIGCHLD: default", SIG_DFL, 0},
    {"SIGCHLD: ignored", SIG_IGN, 0},
    {"SIGCHLD: no zombies", SIG_DFL, SA_NOCLDWAIT},
    {"SIGCHLD: counted", count_signal, 0},
    {"SIGCHLD: counted, calls go on", count_signal, SA_RESTART},
    {"SIGCHLD: every child is reaped", reap_all, 0},
};

/* Commands run while a child of the host's own lives. */
static void
test_handlers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(hosts); i++) {
		struct sigaction now;
		int fd, status = -1;
		pid_t child;

		row(hosts[i].name);
		set_handler(hosts[i].handler, hosts[i].flags);
		child = start_child(&fd, 42);
		assert_runs();
		assert_int_equal(signals, 0);
		assert_int_equal(reaped, 0);
		sigaction(SIGCHLD, NULL, &now);
		assert_true(now.sa_handler == hosts[i].handler);
		set_handler(SIG_DFL, 0);
		close(fd);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(WEXITSTATUS(status), 42);
	}
}

/* A child of the host's own ends while a command runs. */
static void
test_own_child_ends(void **state)
{
	struct ha_run_detail detail;
	int fd, status = -1;
	pid_t child;

	(void)state;
	set_handler(count_signal, 0);
	child = start_child(&fd, 42);
	close(fd);
	assert_int_equal(run_for("sleep 0.3; exit 3", 20000, &detail),
			 HA_RUN_FAILURE);
	assert_int_equal(WEXITSTATUS(detail.status), 3);
	assert_int_equal(signals, 1);
	assert_int_equal(waitpid(-1, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), 42);
	set_handler(SIG_DFL, 0);
}

/* Signals arrive all the time, and interrupt what they can. */
static void
test_interrupted(void **state)
{
	const struct itimerval often = {{0, 700}, {0, 700}}, never = {0};
	struct sigaction action = {.sa_flags = 0}, old;

	(void)state;
	action.sa_handler = count_signal;
	sigaction(SIGALRM, &action, &old);
	signals = 0;
	setitimer(ITIMER_REAL, &often, NULL);
	assert_runs();
	setitimer(ITIMER_REAL, &never, NULL);
	sigaction(SIGALRM, &old, NULL);
	assert_true(signals > 10);
}

/* What the host has blocked and what is pending stays so. */
static void
test_mask(void **state)
{
	sigset_t usual, blocked, now;

	(void)state;
	set_handler(count_signal, 0);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGCHLD);
	sigaddset(&blocked, SIGUSR1);
	sigprocmask(SIG_SETMASK, &blocked, &usual);
	assert_runs();
	sigprocmask(SIG_SETMASK, NULL, &now);
	assert_true(sigismember(&now, SIGCHLD) && sigismember(&now, SIGUSR1));
	assert_false(sigismember(&now, SIGTERM));
	sigpending(&now);
	assert_false(sigismember(&now, SIGCHLD));
	sigprocmask(SIG_SETMASK, &usual, NULL);
	assert_int_equal(signals, 0);
	set_handler(SIG_DFL, 0);
}

/* Returns NULL if every command ended as it should. */
static void *
run_often(void *context)
{
	const int *number = context;

	for (int i = 0; i < ROUNDS; i++) {
		free(malloc(1000 + (size_t)i));
		if (!exits_with((*number * ROUNDS + i) % 200))
			return context;
	}
	return NULL;
}

/* Waits for any child, as some programs do in a thread of their own. */
static void *
wait_for_any(void *context)
{
	pid_t *child = context;
	int status = -1;

	*child = waitpid(-1, &status, 0);
	return WIFEXITED(status) && WEXITSTATUS(status) == 42 ? NULL : context;
}

/* Threads run commands; one waits for the only child of the host's own. */
static void
test_threads(void **state)
{
	int numbers[THREADS], fd;
	pthread_t threads[THREADS], waiter;
	pid_t child, found = 0;
	void *fault;

	(void)state;
	set_handler(count_signal, SA_RESTART);
	child = start_child(&fd, 42);
	assert_int_equal(pthread_create(&waiter, NULL, wait_for_any, &found),
			 0);
	for (int i = 0; i < THREADS; i++) {
		numbers[i] = i;
		assert_int_equal(
		    pthread_create(&threads[i], NULL, run_often, &numbers[i]),
		    0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &fault);
		assert_null(fault);
	}
	assert_runs();
	assert_int_equal(signals, 0);
	close(fd);
	pthread_join(waiter, &fault);
	assert_null(fault);
	assert_int_equal(found, child);
	assert_int_equal(signals, 1);
	set_handler(SIG_DFL, 0);
	test_handlers(state);
}

/* Whether PROCESS is there, and no zombie. */
static bool
lives(pid_t process)
{
	char path[64], line[256] = "";
	const char *name_end;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)process);
	file = fopen(path, "r");
	if (!file)
		return false;
	name_end = fgets(line, sizeof(line), file) ? strrchr(line, ')') : NULL;
	fclose(file);
	return name_end && name_end[1] == ' ' && name_end[2] != 'Z';
}

/* The host is killed while a command runs, which ends at its time. */
static void
test_host_dies(void **state)
{
	const struct timespec step = {0, 20000000};
	char text[64];
	int ends[2], left = 500;
	struct ha_run_detail detail;
	pid_t host, command;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	host = fork();
	assert_true(host >= 0);
	if (host == 0) {
		snprintf(text, sizeof(text),
			 "echo $$ >/proc/%d/fd/%d; sleep 60", (int)getppid(),
			 ends[1]);
		run_for(text, 1000, &detail);
		_exit(0);
	}
	assert_true(read(ends[0], text, sizeof(text) - 1) > 0);
	command = (pid_t)strtol(text, NULL, 10);
	kill(host, SIGKILL);
	assert_int_equal(waitpid(host, NULL, 0), host);
	assert_true(lives(command));
	while (left-- > 0 && lives(command))
		nanosleep(&step, NULL);
	assert_false(lives(command));
	close(ends[0]);
	close(ends[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_handlers),
	    cmocka_unit_test(test_own_child_ends),
	    cmocka_unit_test(test_interrupted),
	    cmocka_unit_test(test_mask),
	    cmocka_unit_test(test_threads),
	    cmocka_unit_test(test_host_dies),
	};

	if (is_emulated("command_host", "clone(2) without a signal"))
		return 77; /* for automake: skipped */
	return cmocka_run_group_tests_name("command_host", tests, NULL, NULL);
}
