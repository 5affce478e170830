/* SPDX-License-Identifier: BSD-3-Clause */
/* The library under test, asked as libwrap is. */
#ifndef ORACLE_OURS_H
#define ORACLE_OURS_H

#include "tests/oracle/model.h"

/*
 * Returns whether the rule files at the paths ALLOW and DENY allow CLIENT.
 * A verdict that is neither allow nor refuse ends the program.
 */
bool ours_allow(const char *allow, const char *deny,
		const struct model_client *client, bool strict);

/* If a program sets this, it is asked instead, about what is not strict. */
extern bool (*ours_elsewhere)(const char *allow, const char *deny,
			      const struct model_client *client);

/*
 * If a program sets this, each decision is made again between calls with true
 * and false, and has to be the same.
 */
extern void (*ours_use_indexes)(bool use);

/* If a program sets this, rules have no conditions, as those of libwrap. */
extern bool ours_no_conditions;

#endif
