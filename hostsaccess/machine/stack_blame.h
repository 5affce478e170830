/* SPDX-License-Identifier: BSD-3-Clause */
/* Blame: which line of a stack to name for what stack_run.h finds. */
#ifndef MACHINE_STACK_BLAME_H
#define MACHINE_STACK_BLAME_H

#include "hostsaccess/machine/pam.h"

/*
 * Returns the first entry before INDEX that may end the stack with success, or
 * jump, so that INDEX is not called; INDEX if there is none.
 */
size_t stack_skip_of(const struct stack *stack, size_t index);

/*
 * Returns the entry to name where INDEX is STACK_UNDONE: the first behind it
 * that may undo its refusal, or one before it after which that does not count;
 * INDEX itself if its own control passes over it.
 */
size_t stack_undoer_of(const struct stack *stack, size_t index);

/*
 * Returns the place of the line to name where STACK lets in nobody: one that
 * libpam cannot use, or whose answers are all bad; else the first, or line 0 if
 * there is none.
 */
struct ha_place stack_blamed_of(const struct stack *stack);

#endif
