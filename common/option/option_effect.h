/* SPDX-License-Identifier: BSD-3-Clause */
/* What single options do; part of option.h. */
#ifndef HA_OPTION_EFFECT_H
#define HA_OPTION_EFFECT_H

#include "common/option/option_context.h"
#include "common/rule/syntax.h"

/* How many variables a rule may set. */
#define HA_VARIABLES_MAX 32

/* A rule's options while they are read. */
struct ha_option_reader {
	const struct ha_option_context *context;
	struct ha_options *options;
	const struct ha_rule *rule;
	struct ha_place place; /* of the option that is read */
	struct ha_slice value; /* its value, as written */
	/* The environment of commands: PATH, what was set, NULL. */
	char *environment[HA_VARIABLES_MAX + 2];
	size_t variables;
	enum ha_status status; /* HA_ERR_MEMORY ends it */
	int error;             /* errno value of what is wrong, or 0 */
	struct ha_slice wrong; /* what of the value is; empty: all */
};

/* Makes a reader of RULE with the environment that commands get. */
void ha_option_reader_init(const struct ha_option_context *context,
			   const struct ha_rule *rule,
			   struct ha_options *options,
			   struct ha_option_reader *reader);

void ha_option_reader_end(struct ha_option_reader *reader);

/*
 * Whether an option that does something may stand in the file of READER, which
 * is found out once.
 */
enum ha_diagnostic_id ha_option_trust(struct ha_option_reader *reader);

/* Returns whether options of READER act: the rule matches for certain. */
bool ha_option_acts(const struct ha_option_reader *reader);

/*
 * Each carries out the option that READER stands at, and returns what is
 * wrong with it, or HA_D_NONE.
 */
enum ha_diagnostic_id ha_option_aclexec(struct ha_option_reader *reader);
enum ha_diagnostic_id ha_option_banners(struct ha_option_reader *reader);
enum ha_diagnostic_id ha_option_require(struct ha_option_reader *reader);
enum ha_diagnostic_id ha_option_setenv(struct ha_option_reader *reader);
enum ha_diagnostic_id ha_option_spawn(struct ha_option_reader *reader);
enum ha_diagnostic_id ha_option_twist(struct ha_option_reader *reader);

#endif
