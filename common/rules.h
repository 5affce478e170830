/* SPDX-License-Identifier: BSD-3-Clause */
/* Rules: which files they stand in. */
#ifndef HA_RULES_H
#define HA_RULES_H

#include "common/decide.h"

#define HA_ALLOW_FILE "/etc/hosts.allow"
#define HA_DENY_FILE "/etc/hosts.deny"

/*
 * Names the files of RULES; NULL is the standard one.  HA_ALLOW_FILE and
 * HA_DENY_FILE need not be there, any other file that somebody names must.
 */
void ha_rules_name(struct ha_rules *rules, const char *allow_file,
		   const char *deny_file);

#endif
