/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/lockout.h"

#include "hostsaccess/guard/guard.h"
#include "hostsaccess/tool/output.h"

#include <stdio.h>

/* How many RULES lock out; said on standard error unless QUIET. */
static unsigned long
count(const struct arguments *arguments, const struct ha_rules *rules,
      bool quiet)
{
	const struct guard_sources sources = guard_sources_of(arguments, false);
	struct arguments asked = *arguments;
	struct findings findings;

	asked.rules = *rules;
	asked.given |= ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE;
	findings_begin(&findings, stderr, false);
	findings.quiet = quiet;
	findings.marks = false;
	guard_check(&findings, NULL, &asked, &sources);
	findings_end(&findings); /* counts what it holds */
	return findings.counts[HA_WARNING] + findings.counts[HA_ERROR];
}

unsigned long
lockout_count(const char *name, const struct arguments *arguments,
	      const struct ha_rules *rules, const struct ha_rules *new_rules)
{
	unsigned long before = count(arguments, rules, true);
	unsigned long after = count(arguments, new_rules, true);

	if (after <= before)
		return 0;
	output_message(stderr,
		       "hostsaccess %s: with this change these would be "
		       "refused, who log in here:",
		       name);
	count(arguments, new_rules, false);
	return after - before;
}
