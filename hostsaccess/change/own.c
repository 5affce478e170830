/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/own.h"

#include "hostsaccess/machine/pairs.h"

void
own_find(struct own *own, const struct arguments *arguments,
	 const struct meet *meet)
{
	const char *folder = way_folder(arguments);

	*own = (struct own){.found = folder && meet->daemon_pattern.kind ==
						   HA_PATTERN_TEXT,
			    .conf = arguments->conf};
	if (!own->found)
		return;
	names_read_by(&own->names, folder, arguments);
	ways_find(&own->names, meet->daemon, arguments, NULL, &own->ways);
}

const struct ha_rules *
own_rules(const struct own *own, const struct ha_rules **others)
{
	const struct ha_rules *rules = NULL;
	const struct way *wrap;

	*others = NULL;
	if (!own->found)
		return NULL;
	for (size_t i = 0; i < own->ways.count; i++) {
		const struct way *way = &own->ways.all[i];

		if (way->wrap)
			continue;
		if (!rules)
			rules = &way->rules;
		else if (!pairs_are_same(rules, &way->rules))
			*others = &way->rules;
	}
	wrap = ways_wrap(&own->ways);
	return !rules && wrap && !own->conf ? &wrap->rules : rules;
}

void
own_end(struct own *own)
{
	if (!own->found)
		return;
	ways_free(&own->ways);
	names_free(&own->names);
}
