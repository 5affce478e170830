/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/replay/users.h"

#include "common/option/option.h"
#include "common/option/require.h"
#include "common/source/source.h"
#include "hostsaccess/machine/pairs.h"
#include "hostsaccess/tool/memory.h"

/* Whether VALUE, of a `require`, asks who the user is. */
static bool
asks_user(struct ha_slice value)
{
	struct ha_required required;

	while (ha_require_next(&value, &required))
		if (required.kind == HA_REQUIRE_USER ||
		    required.kind == HA_REQUIRE_GROUP)
			return true;
	return false;
}

static bool
rule_asks(const struct ha_line *line)
{
	struct ha_option_field field;
	struct ha_slice rest;
	struct ha_rule rule;

	if (ha_syntax_parse(line, NULL, &rule) != HA_SYNTAX_RULE)
		return false;
	field.followed = rule.has_options;
	rest = rule.options;
	while (field.followed) {
		ha_option_next(&rest, &field);
		if (ha_slice_is(field.keyword, "require") &&
		    asks_user(field.value))
			return true;
	}
	return false;
}

static bool
file_asks(const char *file)
{
	struct ha_source source;
	struct ha_line line;
	bool asks = false;
	enum ha_status status = ha_source_open(&source, file, true);

	memory_check(status);
	if (status != HA_OK)
		return false;
	while (!asks && (status = ha_source_next(&source, &line)) == HA_OK)
		asks = rule_asks(&line);
	memory_check(status);
	ha_source_close(&source);
	return asks;
}

static void
ignore(void *context, const struct ha_place *place, struct ha_slice word,
       const char *fault)
{
	(void)context, (void)place, (void)word, (void)fault;
}

/* Likewise of all files that this machine asks. */
static bool
machine_asks(const struct names *names, const struct arguments *arguments)
{
	const struct daemon_settings_critic nobody = {ignore, NULL};
	struct settings settings;
	struct ha_rules rules;
	struct pairs pairs;
	bool asks = false;

	settings_read(arguments, (struct ha_slice){NULL, 0}, &nobody, &settings,
		      &rules);
	pairs_find(names, &settings, arguments, &pairs);
	for (size_t i = 0; i < pairs.count && !asks; i++)
		asks = file_asks(pairs.all[i].rules.allow_file) ||
		       file_asks(pairs.all[i].rules.deny_file);
	pairs_free(&pairs);
	settings_free(&settings);
	return asks;
}

bool
users_matter(const struct names *names, const struct arguments *arguments)
{
	if (names)
		return machine_asks(names, arguments);
	return file_asks(arguments->rules.allow_file) ||
	       file_asks(arguments->rules.deny_file);
}
