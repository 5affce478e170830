/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/pairs.h"

#include "hostsaccess/machine/call.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

/* Where pairs are gathered. */
struct gathering {
	struct pairs *pairs;
	const struct arguments *arguments;
};

bool
pairs_are_same(const struct ha_rules *one, const struct ha_rules *other)
{
	return strcmp(one->allow_file, other->allow_file) == 0 &&
	       strcmp(one->deny_file, other->deny_file) == 0;
}

/* The pair of the files of RULES, which live no longer than this call. */
static struct pair *
find_or_add(struct pairs *pairs, const struct ha_rules *rules)
{
	struct pair *pair;

	for (size_t i = 0; i < pairs->count; i++)
		if (pairs_are_same(&pairs->all[i].rules, rules))
			return &pairs->all[i];
	pairs->all = memory_grow(pairs->all, pairs->count, sizeof(*pair));
	pair = &pairs->all[pairs->count++];
	*pair = (struct pair){.geo_count = 0};
	ha_rules_name(
	    &pair->rules,
	    arena_keep(&pairs->texts, ha_slice_of(rules->allow_file)).data,
	    arena_keep(&pairs->texts, ha_slice_of(rules->deny_file)).data);
	return pair;
}

/* Adds GEO_FILES, which may be NULL, to PAIR, once. */
static void
add_geo(struct pairs *pairs, struct pair *pair, const char *geo_files)
{
	for (size_t i = 0; i < pair->geo_count; i++) {
		const char *other = pair->geo_files[i];

		if (geo_files && other ? strcmp(geo_files, other) == 0
				       : geo_files == other)
			return;
	}
	if (geo_files)
		geo_files =
		    arena_keep(&pairs->texts, ha_slice_of(geo_files)).data;
	pair->geo_files = memory_grow(pair->geo_files, pair->geo_count,
				      sizeof(*pair->geo_files));
	pair->geo_files[pair->geo_count++] = geo_files;
}

/*
 * Adds the files of RULES, as VALUES ask them; ASKED: a service is known that
 * does.
 */
static void
add(const struct gathering *gathering, const struct ha_rules *rules,
    const struct daemon_settings *values, bool asked)
{
	struct pair *pair = find_or_add(gathering->pairs, rules);

	pair->rules.strict |= rules->strict;
	if ((asked || values->geo_files) && !gathering->arguments->geo_files)
		add_geo(gathering->pairs, pair, values->geo_files);
}

/* Adds those that the settings for DAEMON name. */
static void
add_settings(const struct gathering *gathering, const char *file,
	     struct ha_slice daemon)
{
	struct ha_rules rules = gathering->arguments->rules;
	struct settings settings;

	if (settings_open(file, daemon, NULL, &settings)) {
		settings_use(&settings.values, gathering->arguments, &rules);
		add(gathering, &rules, &settings.values, false);
	}
	settings_free(&settings);
}

static void
add_calls(const struct gathering *gathering, const struct names *names,
	  const char *service)
{
	struct calls calls;

	calls_read(&names->folders, ha_slice_of(service), gathering->arguments,
		   NULL, &calls);
	for (size_t i = 0; i < calls.count; i++)
		if (!calls.all[i].settings.unusable)
			add(gathering, &calls.all[i].rules,
			    &calls.all[i].settings.values, true);
	calls_free(&calls);
}

void
pairs_find(const struct names *names, const struct settings *settings,
	   const struct arguments *arguments, struct pairs *pairs)
{
	const struct gathering gathering = {pairs, arguments};
	struct ha_rules rules = arguments->rules;

	*pairs = (struct pairs){0};
	find_or_add(pairs, &rules)->rules.strict = rules.strict;
	settings_use(&settings->values, arguments, &rules);
	add(&gathering, &rules, &settings->values, false);
	for (const struct daemon_setting *word = settings->text.first; word;
	     word = word->next)
		if (word->text[0] != '\0')
			add_settings(&gathering, settings->file,
				     ha_slice_of(word->text));
	for (size_t i = 0; i < names->count; i++)
		if (!names->all[i].service)
			add_calls(&gathering, names, names->all[i].daemon);
	for (size_t i = 0; i < pairs->count; i++)
		if (pairs->all[i].geo_count == 0)
			add_geo(pairs, &pairs->all[i], arguments->geo_files);
}

const struct pair *
pairs_of(const struct pairs *pairs, const struct ha_rules *rules)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (pairs_are_same(&pairs->all[i].rules, rules))
			return &pairs->all[i];
	return NULL;
}

void
pairs_free(struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->count; i++)
		free(pairs->all[i].geo_files);
	free(pairs->all);
	arena_free(&pairs->texts);
}
