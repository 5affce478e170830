/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Emulated: programs of another machine, run by qemu-user, which has neither
 * filters of system calls (seccomp(2)) nor ptrace(2), and of clone(2) no child
 * whose end sends no signal; then the library calls fork(2).  A child of a
 * program with threads may wait for a lock of qemu for ever.  It takes limits
 * of memory and does not hold to them, as it keeps in the same memory what it
 * has translated, which grows.  It starts a thread of its own in each child,
 * and aborts where a limit of processes forbids that.  tests/machines says so
 * by HA_EMULATED; elsewhere what fails has failed.
 */
#ifndef EMULATED_H
#define EMULATED_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* Whether the test of WHAT cannot be run as there is no NEEDED; says so. */
static inline bool
is_emulated(const char *what, const char *needed)
{
	if (!getenv("HA_EMULATED"))
		return false;
	fprintf(stderr, "NOT RUN: %s: this machine is emulated without %s\n",
		what, needed);
	return true;
}

#endif
