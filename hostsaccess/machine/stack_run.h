/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Run: what a stack can come to, whatever its modules answer, as
 * _pam_dispatch_aux() of libpam goes through it.
 */
#ifndef MACHINE_STACK_RUN_H
#define MACHINE_STACK_RUN_H

#include "hostsaccess/machine/pam.h"

/* What a refusal by a line is worth. */
enum stack_worth {
	STACK_BINDS,   /* whoever is refused stays out */
	STACK_UNDONE,  /* the refusal may be passed over, or undone later */
	STACK_SKIPPED, /* the line may not be asked */
};

/*
 * Returns what a refusal by entry INDEX of STACK is worth: whether the stack
 * may end with success, or, for accounts, with a change of the password,
 * although INDEX answers perm_denied or service_err.  Others may answer
 * anything. Exits when memory is out.
 */
enum stack_worth stack_worth_of(const struct stack *stack, size_t index);

/*
 * Returns whether STACK, which has entries, may end with success: else
 * everybody is refused, but perhaps who has to change the password.  Exits when
 * memory is out.
 */
bool stack_lets_in(const struct stack *stack);

#endif
