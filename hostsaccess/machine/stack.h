/* SPDX-License-Identifier: BSD-3-Clause */
/* Stack: whether a PAM service obeys the rules (pam_hostsaccess(8)). */
#ifndef MACHINE_STACK_H
#define MACHINE_STACK_H

#include "hostsaccess/finding/finding.h"
#include "hostsaccess/machine/call.h"

/* What a service has besides PAM. */
enum stack_program {
	STACK_PROGRAM_UNKNOWN,
	STACK_PROGRAM_GUARDED, /* libwrap in its program, or the module */
	STACK_PROGRAM_BARE,    /* neither */
};

/* What stacks are checked with. */
struct stack_check {
	const struct stack_folders *folders;
	/* Of the command: settings in the place of the machine's. */
	const struct arguments *arguments;
	const char *allow_file, *deny_file; /* checked; NULL: all are */
	struct findings *findings;
	enum stack_program program; /* of the service that is checked */
	const char *advice;         /* how it would ask libwrap, or NULL */
};

/*
 * Returns the one of CALLS that ENTRY, of TYPE, is read as; NULL if none is.
 */
const struct call *stack_call_of(const struct calls *calls,
				 const struct stack_entry *entry,
				 enum stack_type type);

/*
 * Returns whether CALL asks the rule files of CHECK, or, with settings that are
 * unusable, nobody knows which.
 */
bool stack_call_asks(const struct call *call, const struct stack_check *check);

/* Tells what is wrong with the stack of SERVICE, which exists. */
void stack_check(const struct stack_check *check, const char *service);

#endif
