/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/pairs.h"

#include "hostsaccess/machine/call.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

/* Adds the files of RULES, which live no longer than this call. */
static void
add(struct pairs *pairs, const struct ha_rules *rules)
{
	struct ha_rules *pair;

	for (size_t i = 0; i < pairs->count; i++) {
		pair = &pairs->all[i];
		if (strcmp(pair->allow_file, rules->allow_file) == 0 &&
		    strcmp(pair->deny_file, rules->deny_file) == 0) {
			pair->strict |= rules->strict;
			return;
		}
	}
	pairs->all = memory_grow(pairs->all, pairs->count, sizeof(*pair));
	pair = &pairs->all[pairs->count++];
	*pair = (struct ha_rules){.strict = rules->strict};
	ha_rules_name(
	    pair,
	    arena_keep(&pairs->texts, ha_slice_of(rules->allow_file)).data,
	    arena_keep(&pairs->texts, ha_slice_of(rules->deny_file)).data);
}

/* Adds those that the settings for DAEMON name. */
static void
add_settings(struct pairs *pairs, const char *file, struct ha_slice daemon,
	     const struct arguments *arguments)
{
	struct ha_rules rules = arguments->rules;
	struct settings settings;

	if (settings_open(file, daemon, NULL, &settings)) {
		settings_use(&settings.values, arguments, &rules);
		add(pairs, &rules);
	}
	settings_free(&settings);
}

static void
add_calls(struct pairs *pairs, const struct names *names, const char *service,
	  const struct arguments *arguments)
{
	struct calls calls;

	calls_read(&names->folders, ha_slice_of(service), arguments, NULL,
		   &calls);
	for (size_t i = 0; i < calls.count; i++)
		if (!calls.all[i].settings.unusable)
			add(pairs, &calls.all[i].rules);
	calls_free(&calls);
}

void
pairs_find(const struct names *names, const struct settings *settings,
	   const struct arguments *arguments, struct pairs *pairs)
{
	struct ha_rules rules = arguments->rules;

	*pairs = (struct pairs){0};
	add(pairs, &rules);
	settings_use(&settings->values, arguments, &rules);
	add(pairs, &rules);
	for (const struct daemon_setting *word = settings->text.first; word;
	     word = word->next)
		if (word->text[0] != '\0')
			add_settings(pairs, settings->file,
				     ha_slice_of(word->text), arguments);
	for (size_t i = 0; i < names->count; i++)
		if (!names->all[i].service)
			add_calls(pairs, names, names->all[i].daemon,
				  arguments);
}

void
pairs_free(struct pairs *pairs)
{
	free(pairs->all);
	arena_free(&pairs->texts);
}
