/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/decide/rules.h"

#include <string.h>

void
ha_rules_name(struct ha_rules *rules, const char *allow_file,
	      const char *deny_file)
{
	rules->allow_file = allow_file ? allow_file : HA_ALLOW_FILE;
	rules->deny_file = deny_file ? deny_file : HA_DENY_FILE;
	rules->allow_optional = strcmp(rules->allow_file, HA_ALLOW_FILE) == 0;
	rules->deny_optional = strcmp(rules->deny_file, HA_DENY_FILE) == 0;
}
