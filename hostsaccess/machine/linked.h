/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Linked: whether a program that loads libwrap asks it.  Most always do; some
 * only if their configuration says so, and some by other names than their own.
 */
#ifndef MACHINE_LINKED_H
#define MACHINE_LINKED_H

#include <limits.h>
#include <stdbool.h>

/* Begin it as all zero: it asks. */
struct linked {
	bool idle;         /* it does not ask, unless somebody does this: */
	const char *names; /* by which it asks, not by its own; or NULL */
	bool starts;       /* servers, which are visited (inetd_visit()) */
	char advice[PATH_MAX];
};

/*
 * Finds out for the program at PATH, below ROOT.  A program that is not known
 * asks.  Exits when memory is out.
 */
void linked_find(const char *root, const char *path, struct linked *linked);

/* Notes that rules mean it by its own name, by which it may not ask. */
void linked_name(struct linked *linked);

#endif
