/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Call check: what the arguments of lines that call the module, and lines that
 * are to call it, come to (hostsaccess(8), FINDINGS).
 */
#ifndef MACHINE_CALL_CHECK_H
#define MACHINE_CALL_CHECK_H

#include "hostsaccess/finding/finding.h"
#include "hostsaccess/machine/pam.h"
#include "hostsaccess/tool/table.h"

struct call_check {
	const struct stack_folders *folders;
	struct findings *findings;
	struct table told; /* places, which many services may include */
};

/* Tells that the setting WORD at PLACE is not taken, for FAULT. */
void call_check_setting(struct findings *findings, const struct ha_place *place,
			struct ha_slice word, const char *fault);

/* Tells what is wrong with SERVICE, a PAM service. */
void call_check(struct call_check *check, const char *service);

#endif
