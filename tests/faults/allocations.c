/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Allocations: each allocation that a decision makes fails, one at a time
 * and then together with all that follow, in each of the stacks.
 */
#include "tests/faults/heap.h"
#include "tests/faults/stacks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Shared with the children in which the module looks names up. */
static struct {
	atomic_bool on;      /* while the module decides */
	atomic_bool rest;    /* what follows fails too */
	atomic_uint fail_at; /* from 1 */
	atomic_uint calls;
	atomic_uint crashes; /* of children */
} * faults;

static bool
fails(void)
{
	unsigned call, fail_at;

	if (!faults->on)
		return false;
	call = ++faults->calls;
	fail_at = faults->fail_at;
	return fail_at > 0 &&
	       (call == fail_at || (call > fail_at && faults->rest));
}

static void
crash(int number)
{
	faults->crashes++;
	_exit(number);
}

/* What a call of the module came to, and one more in which nothing fails. */
struct trial {
	unsigned calls;
	long blocks;
	const char *fault;
};

/* Makes CALL while allocations fail, from the FAIL_AT-th on; 0: none does. */
static int
call_failing(const struct stack_call *call, const struct driver *driver,
	     unsigned fail_at, bool rest)
{
	int result;

	faults->fail_at = fail_at;
	faults->rest = rest;
	faults->calls = 0;
	faults->on = true;
	result = stack_call(call, driver);
	faults->on = false;
	return result;
}

/* A variable of the session stays with the handle; all else is freed. */
static long
blocks_kept(const struct scenario *row)
{
	return strncmp(row->name, "setenv", 6) == 0;
}

static void
try(const struct scenario *row, unsigned fail_at, bool rest,
    struct trial *trial)
{
	struct stack_call call;
	struct driver driver;
	int result;

	driver_start(&driver, row);
	stack_prepare(&call, &driver);
	trial->blocks = -heap_blocks();
	result = call_failing(&call, &driver, fail_at, rest);
	trial->calls = faults->calls;
	trial->fault = stack_fault(row, result, fail_at ? ENOMEM : 0);
	if (!trial->fault)
		trial->fault = stack_fault(row, stack_call(&call, &driver), 0);
	trial->blocks += heap_blocks();
	if (!trial->fault && faults->crashes > 0)
		trial->fault = "a child crashed";
#ifndef __GLIBC__
	trial->blocks = blocks_kept(row); /* NOT RUN: see main() */
#endif
	if (trial->fault)
		print_error("%s: allocation %u%s: %s: %s\n%s", row->name,
			    fail_at, rest ? " and the rest" : "", trial->fault,
			    pam_strerror(driver.pamh, result), recorder.log);
	stack_forget(&call);
	driver_stop(&driver);
}

static void
test_stack(void **state)
{
	const struct scenario *row = *state;
	struct trial clean, trial;
	unsigned failures = 0, fail_at = 1;

	try(row, 0, false, &clean); /* loads what the C library keeps */
	try(row, 0, false, &clean);
	assert_null(clean.fault);
	assert_int_equal(clean.blocks, blocks_kept(row));
	do {
		for (int rest = 0; rest < 2; rest++) {
			try(row, fail_at, rest, &trial);
			if (!trial.fault && trial.blocks > clean.blocks)
				print_error("%s: allocation %u: a leak\n",
					    row->name, fail_at);
			failures +=
			    trial.fault != NULL || trial.blocks > clean.blocks;
		}
	} while (trial.calls >= fail_at++);
	print_message("%u allocations\n", fail_at - 2);
	assert_int_equal(failures, 0);
}

/* A program that goes by a variable must not be started without it. */
static void
test_variable(void **state)
{
	const struct scenario *row = *state;
	unsigned calls = 1, let_in = 0, refused = 0;

	for (unsigned fail_at = 0; fail_at <= calls; fail_at++) {
		struct stack_call call;
		struct driver driver;
		int result;

		driver_start(&driver, row);
		stack_prepare(&call, &driver);
		result = call_failing(&call, &driver, fail_at, false);
		if (fail_at == 0)
			calls = faults->calls;
		if (result == PAM_SUCCESS) {
			assert_non_null(pam_getenv(driver.pamh, "NAME"));
			let_in++;
		} else {
			assert_int_equal(result, PAM_BUF_ERR);
			refused++;
		}
		stack_forget(&call);
		driver_stop(&driver);
	}
	assert_true(let_in > 0 && refused > 0);
}

static const struct scenario variable[] = {
    {"setenv in a rule that allows",
     .allow = "ALL: ALL: setenv NAME %a: spawn \\:\n"},
};

int
main(void)
{
	const struct sigaction action = {.sa_handler = crash};

	faults = mmap(NULL, sizeof(*faults), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (faults == MAP_FAILED)
		abort();
	heap_fails = fails;
	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGABRT, &action, NULL);
#ifndef __GLIBC__
	puts("NOT RUN: allocations: leaks; libpam and musl keep blocks, too");
#endif
	alarm(600);
	return driver_test("allocations", test_stack, stacks, sizeof(*stacks),
			   stacks_count) +
	       driver_test("variables", test_variable, SIZED_ROWS(variable));
}
