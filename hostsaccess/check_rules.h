/* SPDX-License-Identifier: BSD-3-Clause */
/* The rules of a rule file. */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

#include "check_state.h"

/* Checks FILE, the allow file or, if so, the deny file. */
void rules_check(struct check *check, const char *file, bool deny_file);

#endif
