/* SPDX-License-Identifier: BSD-3-Clause */
/* Steps: what a jump in a stack counts, sorted by where it stands. */
#ifndef MACHINE_STACK_STEPS_H
#define MACHINE_STACK_STEPS_H

#include "hostsaccess/machine/stack_control.h"

#include <stddef.h>

/* An entry, or a whole substack: what a jump counts. */
struct stack_step {
	const struct stack_entry *entry; /* NULL: a substack */
	unsigned scope;                  /* then which */
};

/* Those of each scope stand together, from starts[scope] on. */
struct stack_steps {
	struct stack_step *all;
	size_t *starts; /* of each scope, and the end */
};

/* Finds the steps of STACK, to be freed.  Exits when memory is out. */
void stack_steps_find(const struct stack *stack, struct stack_steps *steps);

void stack_steps_free(struct stack_steps *steps);

/*
 * Whether the module of ENTRY may give ANSWER: any, as far as is known, but for
 * that of pam_deny.so, and of a line that fails.
 */
bool stack_may_answer(const struct stack_entry *entry, size_t answer);

#endif
