/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/lockout.h"

#include "hostsaccess/guard/guard.h"
#include "hostsaccess/tool/output.h"
#include "hostsaccess/tool/table.h"

#include <stdlib.h>
#include <string.h>

/* Who was refused before, and of whom it is new. */
struct lockout {
	const char *name;
	const struct ha_rules *rules, *new_rules;
	struct table before;
	bool is_before; /* it is these that are asked */
	unsigned long count;
	struct findings findings;
};

/*
 * Whether the login of REFUSED is in the table, in which it is kept.  One that
 * was refused for a fault is not: the rules may let it in.
 */
static bool
is_known(struct lockout *lockout, const struct guard_refused *refused)
{
	char *key;
	bool known;

	if (lockout->is_before && refused->fault)
		return false;
	key = guard_key(refused);
	known = table_add(&lockout->before, ha_slice_of(key),
			  !lockout->is_before) == 0;
	free(key);
	return known;
}

/* Names the files in the place of the texts that they may get. */
static const char *
name_of(const struct lockout *lockout, const char *file)
{
	const struct ha_rules *rules = lockout->rules,
			      *texts = lockout->new_rules;

	if (strcmp(file, texts->allow_file) == 0)
		return rules->allow_file;
	return strcmp(file, texts->deny_file) == 0 ? rules->deny_file : file;
}

static void
take(void *context, const struct guard_refused *refused)
{
	struct lockout *lockout = context;
	struct guard_refused named = *refused;

	if (is_known(lockout, refused) || lockout->is_before)
		return;
	if (lockout->count++ == 0)
		output_message(
		    stderr,
		    "hostsaccess %s: with this change these would be "
		    "refused, who log in here:",
		    lockout->name);
	named.place.file = name_of(lockout, refused->place.file);
	guard_add_finding(&lockout->findings, &named);
}

/* Asks the guard about RULES. */
static void
ask(struct lockout *lockout, const struct arguments *arguments,
    const struct ha_rules *rules)
{
	const struct guard_sources sources = guard_sources_of(arguments, false);
	struct arguments asked = *arguments;

	asked.rules = *rules;
	asked.given |= ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE;
	guard_ask(NULL, &asked, &sources, take, lockout);
}

unsigned long
lockout_count(const char *name, const struct arguments *arguments,
	      const struct ha_rules *rules, const struct ha_rules *new_rules)
{
	struct lockout lockout = {.name = name,
				  .rules = rules,
				  .new_rules = new_rules,
				  .is_before = true};

	findings_begin(&lockout.findings, stderr, false);
	lockout.findings.marks = false;
	ask(&lockout, arguments, rules);
	lockout.is_before = false;
	ask(&lockout, arguments, new_rules);
	findings_end(&lockout.findings);
	table_free(&lockout.before);
	return lockout.count;
}
