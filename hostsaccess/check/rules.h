/* SPDX-License-Identifier: BSD-3-Clause */
/* The rules of a rule file. */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

#include "common/decide/decide.h"
#include "hostsaccess/check/state.h"

/* Checks the allow file of RULES or, if so, the deny file. */
void rules_check(struct check *check, const struct ha_rules *rules,
		 bool deny_file);

#endif
