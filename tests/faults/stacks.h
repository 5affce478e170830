/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Stacks: calls of the module in which the right answer is "refused", each
 * for another reason.  Whatever fails then, nobody may get in.
 */
#ifndef STACKS_H
#define STACKS_H

#include "tests/module/driver.h"

extern const struct scenario stacks[];
extern const size_t stacks_count;

/*
 * The module as libpam has loaded it, and calls it.  Libpam itself is left
 * out: it writes audit events around the call.
 */
struct stack_call {
	int (*function)(pam_handle_t *pamh, int flags, int argc,
			const char **argv);
	int argc;
	const char *argv[8];
	char *words; /* what argv points into */
};

/* Makes a call ready, and counts what the process has. */
void stack_prepare(struct stack_call *call, const struct driver *driver);

int stack_call(const struct stack_call *call, const struct driver *driver);

void stack_forget(struct stack_call *call);

/*
 * Behind the call: returns what is wrong with its RESULT, with the log and
 * with what it left behind in the process, or NULL.  ERROR is the errno value
 * with which something failed; 0: nothing did, and the row's result is due.
 */
const char *stack_fault(const struct scenario *row, int result, int error);

#endif
