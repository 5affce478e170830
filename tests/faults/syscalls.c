/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * System calls: each one that a decision makes, in the process or in a child
 * of the module, fails with each errno value that fits, alone and then
 * together with all that follow of its kind, in each of the stacks.
 */
#include "tests/faults/heap.h"
#include "tests/faults/listener.h"
#include "tests/faults/stacks.h"
#include "tests/support/calls.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define ERRORS 8

/*
 * What may come of a system call; EINTR, and EAGAIN of recvfrom(2), come once,
 * not for ever.  Those
 * without errors cannot fail, or not so: brk(2) has no errno value, and a
 * close(2) that fails has closed.  All others may be denied by a filter: EPERM.
 */
static const struct {
	int number;
	int errors[ERRORS];
} kinds[] = {
    {SYS_brk, {0}},
    {SYS_clone, {EAGAIN, EINVAL}},
    {SYS_close, {0}},
    {SYS_connect, {EACCES, ECONNREFUSED, ENETUNREACH}},
    {SYS_dup3, {EMFILE, EINTR}},
    {SYS_execve, {ENOENT}},
    {SYS_exit, {0}},
    {SYS_exit_group, {0}},
    {SYS_fcntl, {EMFILE}},
    {SYS_fstat, {EIO, ENOMEM}},
    {SYS_futex, {0}},
    {SYS_getegid, {0}},
    {SYS_geteuid, {0}},
    {SYS_getgid, {0}},
    {SYS_getpid, {0}},
    {SYS_gettid, {0}},
    {SYS_getuid, {0}},
    {SYS_ioctl, {ENOTTY, EINVAL}},
    {SYS_kill, {EPERM}},
    {SYS_lseek, {0}},
    {SYS_mmap, {ENOMEM}},
    {SYS_mprotect, {ENOMEM}},
    {SYS_mremap, {ENOMEM}},
    {SYS_newfstatat, {EACCES, EIO, ENOMEM}},
    {SYS_openat, {EACCES, EIO, EMFILE, ENOMEM}},
    {SYS_pipe2, {EMFILE}},
    {SYS_poll, {ENOMEM, EINTR}},
    {SYS_ppoll, {ENOMEM, EINTR}},
    {SYS_pread64, {EIO, EINTR}},
    {SYS_read, {EIO, EINTR}},
    {SYS_readlink, {EACCES, EIO}},
    {SYS_recvfrom, {ECONNREFUSED, EAGAIN, EINTR}},
    {SYS_recvmsg, {ECONNREFUSED, EINTR}},
    {SYS_rt_sigreturn, {0}},
    {SYS_sendmmsg, {ENOBUFS, EPERM}},
    {SYS_sendto, {ENOBUFS, EPERM}},
    {SYS_socket, {EACCES, EAFNOSUPPORT, EMFILE}},
    {SYS_uname, {EPERM}},
    {SYS_wait4, {EINTR}},
    {SYS_write, {EPIPE, EINTR}},
    /* What stands for some of them on other machines. */
    {SYS__llseek, {0}},
    {SYS_clock_gettime64, {0}},
    {SYS_fcntl64, {EMFILE}},
    {SYS_fstat64, {EIO, ENOMEM}},
    {SYS_fstatat64, {EACCES, EIO, ENOMEM}},
    {SYS_futex_time64, {0}},
    {SYS_getegid32, {0}},
    {SYS_geteuid32, {0}},
    {SYS_getgid32, {0}},
    {SYS_getuid32, {0}},
    {SYS_mmap2, {ENOMEM}},
    {SYS_ppoll_time64, {ENOMEM, EINTR}},
    {SYS_readlinkat, {EACCES, EIO}},
    {SYS_sigreturn, {0}},
    {SYS_socketcall, {EACCES, ECONNREFUSED, EMFILE, ENOBUFS}},
    {SYS_statx, {EACCES, EIO, ENOMEM}},
    {SYS_waitpid, {EINTR}},
};
static const int denied[ERRORS] = {EPERM};

static const int *
errors_of(int number)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].number == number)
			return kinds[i].errors;
	return denied;
}

/* Which call fails, and how; shared with the process that decides. */
static struct plan {
	unsigned at, error; /* call, from 1; index of its errno value */
	bool rest;          /* and all that follow of its kind */
	/* What came of it. */
	unsigned calls;
	bool again; /* others of its kind, which may fail like it, followed */
	int number, value;   /* of the call that failed; value 0: none did */
	long blocks;         /* of memory, left */
	atomic_uint crashes; /* of children */
	struct listened listened;
} * plan;

static unsigned all_calls, all_trials;
static bool rest_only; /* what fails goes on failing */

/* Programs that commands have started: their calls are their own affair. */
static struct {
	pid_t pids[16];
	unsigned count;
} shells;

static bool
is_shell(pid_t pid)
{
	for (unsigned i = 0; i < shells.count; i++)
		if (shells.pids[i] == pid)
			return true;
	return false;
}

/* Returns the errno value with which the next call, NUMBER, fails, or 0. */
static int
error_of_next(int number)
{
	bool once;

	plan->calls++;
	if (plan->calls == plan->at) {
		plan->number = number;
		plan->value = errors_of(number)[plan->error];
	}
	once = plan->value == EINTR ||
	       (plan->value == EAGAIN && plan->number == SYS_recvfrom);
	if (once && rest_only)
		plan->value = 0;
	if (plan->calls == plan->at)
		return plan->value;
	if (plan->calls < plan->at || number != plan->number || once ||
	    plan->value == 0)
		return 0;
	plan->again = true;
	return plan->rest ? plan->value : 0;
}

static int
fails(void *context, pid_t pid, int number)
{
	int error;

	(void)context;
	if (is_shell(pid))
		return 0;
	error = error_of_next(number);
	if (number == SYS_execve && error == 0 && shells.count < 16)
		shells.pids[shells.count++] = pid;
	return error;
}

/*
 * The C library itself ends a program by SIGABRT that gets strange answers
 * from the kernel; where a child does, its look-up has failed.
 */
static void
crash(int number)
{
	plan->crashes++;
	_exit(number);
}

/*
 * In a process of its own: makes the call, and returns what is wrong.  Memory
 * is at hand: it fails elsewhere, but for large blocks.
 */
static const char *
decide(const struct driver *driver, long blocks_left)
{
	struct stack_call call;
	const char *fault;
	int result;

	stack_prepare(&call, driver);
	free(malloc(100 * 1024));
	plan->blocks = -heap_blocks();
	plan->listened.on = true;
	result = stack_call(&call, driver);
	plan->listened.on = false;
	plan->blocks += heap_blocks();
	fault = stack_fault(driver->row, result, plan->value);
	if (!fault && plan->crashes > 0)
		fault = "a child crashed";
	if (!fault && plan->blocks > blocks_left)
		fault = "memory is left";
	if (fault)
		print_error("%s: call %u, number %d%s: %s: %s: result %d\n%s",
			    driver->row->name, plan->at, plan->number,
			    plan->rest ? " and the rest" : "",
			    strerror(plan->value), fault, result, recorder.log);
	stack_forget(&call);
	return fault;
}

/* Returns whether all is well. */
static bool
try(const struct driver *driver, long blocks_left)
{
	int listener, status;
	pid_t pid;

	plan->calls = 0;
	plan->value = 0;
	plan->again = false;
	plan->crashes = 0;
	shells.count = 0;
	pid = listener_fork(&plan->listened, &listener);
	if (pid == 0)
		_exit(decide(driver, blocks_left) != NULL);
	status = listener_run(&plan->listened, listener, pid, fails, NULL);
	if (status != 0 && (!WIFEXITED(status) || WEXITSTATUS(status) != 1))
		print_error("%s: call %u, number %d: %s: wait status %d\n",
			    driver->row->name, plan->at, plan->number,
			    strerror(plan->value), status);
	return status == 0;
}

/* What the trials of a stack came to. */
struct tally {
	unsigned trials, failures;
};

/*
 * Tries the errno value that PLAN has for its call, once and then for all that
 * follow.  Returns false if there is none.
 */
static bool
try_error(const struct driver *driver, long blocks_left, struct tally *tally)
{
	bool good;

	plan->rest = rest_only;
	good = try(driver, blocks_left);
	if (plan->value == 0)
		return false;
	tally->trials++;
	if (!rest_only && plan->again) {
		plan->rest = true;
		good = try(driver, blocks_left) && good;
		tally->trials++;
	}
	tally->failures += !good;
	return true;
}

/* Tries all at call AT; returns false behind the last call. */
static bool
try_call(const struct driver *driver, long blocks_left, unsigned at,
	 struct tally *tally)
{
	plan->at = at;
	plan->error = 0;
	while (plan->error < ERRORS && try_error(driver, blocks_left, tally))
		plan->error++;
	return plan->calls >= at;
}

static void
test_stack(void **state)
{
	struct tally tally = {0, 0};
	struct driver driver;
	long blocks_left;
	unsigned at = 1;
	bool good;

	driver_start(&driver, *state);
	memset(plan, 0, sizeof(*plan));
	good = try(&driver, LONG_MAX);
	blocks_left = plan->blocks;
	while (good && try_call(&driver, blocks_left, at, &tally))
		at++;
	driver_stop(&driver);
	print_message("%u calls, %u trials\n", at - 1, tally.trials);
	all_calls += at - 1;
	all_trials += tally.trials;
	assert_true(good);
	assert_int_equal(tally.failures, 0);
}

/* Stacks of the world of world.sh only. */
static const struct scenario in_world[] = {
    {"a netgroup", .deny = "ALL: @bad\n", .result = PAM_PERM_DENIED},
    {"not in a netgroup", .allow = "ALL: @good\n", .deny = "ALL: ALL\n",
     .result = PAM_PERM_DENIED},
    {"a netgroup of another domain", .allow = "ALL: @other\n",
     .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED},
    {"EXCEPT a netgroup", .deny = "ALL: ALL EXCEPT @good\n",
     .result = PAM_PERM_DENIED},
    {"the name of this host", .rhost = "own.example.net",
     .allow = "ALL: own.example.net\n", .deny = "ALL: ALL\n",
     .result = PAM_PERM_DENIED},
    {"not the name of this host", .rhost = "gw.example.net",
     .arguments = "norhost=ignore", .deny = "ALL: gw.example.net\n",
     .result = PAM_PERM_DENIED},
};

/*
 * A name that only /etc/hosts knows.  The C library goes on to the next source
 * if it cannot open that file, and forgets that it could not.  That is noticed
 * only if the file cannot be opened behind that either.
 */
static const struct scenario in_file[] = {
    {"a name in /etc/hosts", .rhost = "192.0.2.18",
     .deny = "ALL: .example.net\n", .result = PAM_PERM_DENIED},
};

int
main(void)
{
	const struct sigaction action = {.sa_handler = crash};
	int failures;

	plan = mmap(NULL, sizeof(*plan), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (plan == MAP_FAILED)
		abort();
	sigaction(SIGSEGV, &action, NULL);
	failures = driver_test("stacks", test_stack, stacks, sizeof(*stacks),
			       stacks_count) +
		   driver_test("stacks in the world", test_stack,
			       SIZED_ROWS(in_world));
	rest_only = true;
	failures +=
	    driver_test("a name in a file", test_stack, SIZED_ROWS(in_file));
	printf("%u system calls, %u trials in all\n", all_calls, all_trials);
	return failures;
}
