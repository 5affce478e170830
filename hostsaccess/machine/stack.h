/* SPDX-License-Identifier: BSD-3-Clause */
/* Stack: whether a PAM service obeys the rules (pam_hostsaccess(8)). */
#ifndef MACHINE_STACK_H
#define MACHINE_STACK_H

#include "hostsaccess/finding/finding.h"
#include "hostsaccess/tool/arena.h"

struct stack_entry;
struct stack_folders;

/* What a service has besides PAM. */
enum stack_program {
	STACK_PROGRAM_UNKNOWN,
	STACK_PROGRAM_GUARDED, /* libwrap in its program, or the module */
	STACK_PROGRAM_BARE,    /* neither */
};

/* What stacks are checked with. */
struct stack_check {
	const struct stack_folders *folders;
	const char *allow_file, *deny_file; /* checked; NULL: all are */
	struct findings *findings;
	enum stack_program program; /* of the service that is checked */
};

/* What a line that calls the module says. */
struct stack_call {
	struct ha_slice allow_file, deny_file;
	bool permissive;
	bool confirmed; /* rhost=confirmed */
	bool renamed;   /* daemon=: the rules are those of another name */
	struct arena texts;
};

/* Returns whether ENTRY calls the module. */
bool stack_is_ours(const struct stack_entry *entry);

/* Whether the control of ENTRY, which calls the module, keeps refused clients
 * out. */
bool stack_is_binding(const struct stack_entry *entry);

/* Returns whether libpam finds the file of a module at PATH. */
bool stack_is_installed(struct ha_slice path);

/*
 * Returns a copy of ARGUMENT in TEXTS as libpam passes it on: without the
 * escapes of brackets.
 */
const char *stack_keep_argument(struct arena *texts, struct ha_slice argument);

/*
 * Reads *CALL as the module reads the arguments of ENTRY; to be freed.  Exits
 * when memory is out.
 */
void stack_call_read(const struct stack_entry *entry, struct stack_call *call);

void stack_call_free(struct stack_call *call);

/* Returns whether CALL asks the rule files of CHECK. */
bool stack_call_asks(const struct stack_call *call,
		     const struct stack_check *check);

/* Tells what is wrong with the stack of SERVICE, which exists. */
void stack_check(const struct stack_check *check, const char *service);

#endif
