/* SPDX-License-Identifier: BSD-3-Clause */
/* What the unit tests of code that starts processes share. */
#ifndef PROCESS_H
#define PROCESS_H

#include "common/base/slice.h"
#include "tests/support/open_files.h"
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/wait.h>

static inline void
assert_no_child(void)
{
	assert_int_equal(waitpid(-1, NULL, WNOHANG | __WALL), -1);
	assert_int_equal(errno, ECHILD);
}

/* Runs TEST in a child, which must not fail. */
static inline void
in_child(void (*test)(void))
{
	pid_t pid = fork();
	int status = -1;

	assert_true(pid >= 0);
	if (pid == 0) {
		test();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* In a child: ends it with STATUS unless CONDITION holds. */
static inline void
expect(bool condition, int status)
{
	if (!condition)
		_exit(status);
}

#endif
