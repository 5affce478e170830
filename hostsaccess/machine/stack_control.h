/* SPDX-License-Identifier: BSD-3-Clause */
/* Control: what each answer of a module does to its stack (pam.d(5)). */
#ifndef MACHINE_STACK_CONTROL_H
#define MACHINE_STACK_CONTROL_H

#include "hostsaccess/machine/pam.h"

/* What a module's answer does to the stack. */
enum stack_action {
	STACK_IGNORED,
	STACK_OK,
	STACK_DONE,
	STACK_BAD,
	STACK_DIE,
	STACK_RESET,
	STACK_JUMP,
};

struct stack_effect {
	enum stack_action action;
	unsigned long skipped; /* with STACK_JUMP, by how many; else 0 */
};

/* The answers whose names matter, as libpam numbers them. */
enum stack_answer {
	STACK_SUCCESS = 0,
	STACK_SERVICE_ERR = 3,
	STACK_PERM_DENIED = 6,
	STACK_NEW_AUTHTOK_REQD = 12,
	STACK_IGNORE = 25,
	STACK_MODULE_UNKNOWN = 28,
	STACK_ANSWERS = 32,
};

struct stack_control {
	struct stack_effect effects[STACK_ANSWERS];
	bool faulty; /* libpam cannot read it: each answer is bad */
};

/* Reads the control of ENTRY, as _pam_parse_control() does. */
void stack_control_read(const struct stack_entry *entry,
			struct stack_control *control);

/* Whether the control of ENTRY keeps those out whom it refuses. */
bool stack_is_binding(const struct stack_entry *entry);

/*
 * Whether the control of ENTRY passes over a refusal, which then holds only as
 * long as no other line succeeds; a jump may lead to one that refuses.
 */
bool stack_is_loose(const struct stack_entry *entry);

#endif
