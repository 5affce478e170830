/* SPDX-License-Identifier: BSD-3-Clause */
/* Stack: whether a PAM service obeys the rules (pam_hostsaccess(8)). */
#ifndef CHECK_STACK_H
#define CHECK_STACK_H

#include "finding.h"

struct pam_entry;
struct pam_folders;

/* What stacks are checked with. */
struct stack_check {
	const struct pam_folders *folders;
	const char *allow_file, *deny_file; /* that are checked */
	struct findings *findings;
};

/* Returns whether ENTRY calls the module. */
bool stack_is_ours(const struct pam_entry *entry);

/* Tells what is wrong with the stack of SERVICE, which exists. */
void stack_check(const struct stack_check *check, const char *service);

#endif
