/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/pam.h"

struct ha_slice
stack_module_name(const struct stack_entry *entry)
{
	struct ha_slice name = entry->module;
	size_t slash;

	while ((slash = ha_slice_find(name, '/')) < name.size)
		name = ha_slice_from(name, slash + 1);
	return name;
}

struct ha_place
stack_place_of(const struct stack_entry *entry, struct ha_slice text)
{
	struct ha_place place = entry->place;
	size_t offset = (size_t)(text.data - entry->line);

	const struct stack_part *part = entry->parts;

	for (size_t i = 1; i < entry->part_count; i++)
		if (entry->parts[i].offset <= offset)
			part = &entry->parts[i];
	place.line = part->line;
	place.column = part->column + (offset - part->offset);
	return place;
}
