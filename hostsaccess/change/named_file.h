/* SPDX-License-Identifier: BSD-3-Clause */
/* Named file: which of the rule files somebody means. */
#ifndef CHANGE_NAMED_FILE_H
#define CHANGE_NAMED_FILE_H

#include "common/decide/rules.h"

/*
 * Returns how many files of RULES the NAME may mean, by their paths, or else by
 * the last parts of these: 0; 1, and *DENY_FILE says which; 2.
 */
unsigned named_file(const struct ha_rules *rules, struct ha_slice name,
		    bool *deny_file);

#endif
