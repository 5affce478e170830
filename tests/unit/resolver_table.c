/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/unit/resolver_table.h"

#include <string.h>

static bool
parse(const char *text, size_t size, struct ha_address *address)
{
	return ha_address_parse((struct ha_slice){text, size}, address);
}

static enum ha_lookup
name_of(void *context, const struct ha_address *address,
	char name[HA_NAME_MAX + 1])
{
	struct resolver_table *table = context;
	const struct table_name *entry = table->names;

	table->name_queries++;
	for (; entry && entry->address; entry++) {
		struct ha_address known;

		if (!parse(entry->address, strlen(entry->address), &known) ||
		    !ha_address_equal(&known, address))
			continue;
		if (!entry->name)
			return HA_LOOKUP_FAILED;
		return ha_slice_copy(ha_slice_of(entry->name), name,
				     HA_NAME_MAX + 1)
			   ? HA_LOOKUP_FOUND
			   : HA_LOOKUP_NONE;
	}
	return HA_LOOKUP_NONE;
}

static enum ha_lookup
addresses_of(void *context, const char *name, enum ha_family family,
	     bool (*visit)(void *, const struct ha_address *), void *visitor)
{
	struct resolver_table *table = context;
	const struct table_addresses *entry = table->addresses;
	enum ha_lookup lookup = HA_LOOKUP_NONE;

	table->address_queries++;
	while (entry && entry->name && strcmp(entry->name, name) != 0)
		entry++;
	if (!entry || !entry->name)
		return HA_LOOKUP_NONE;
	if (!entry->addresses || (family != HA_FAMILY_IPV6 && table->broken &&
				  strcmp(table->broken, name) == 0))
		return HA_LOOKUP_FAILED;
	for (const char *text = entry->addresses; *text;) {
		const char *start = text;
		size_t size = strcspn(text, " ");
		struct ha_address address;

		text += size + (text[size] == ' ');
		if (!parse(start, size, &address) ||
		    (family != HA_FAMILY_NONE && family != address.family))
			continue;
		lookup = HA_LOOKUP_FOUND;
		table->visits++;
		if (!visit(visitor, &address))
			break;
	}
	return lookup;
}

static enum ha_lookup
netgroup_has(void *context, const char *group, const char *host)
{
	const struct resolver_table *table = context;

	return table->group && strcmp(group, table->group) == 0 &&
		       strcmp(host, table->member) == 0
		   ? HA_LOOKUP_FOUND
		   : HA_LOOKUP_NONE;
}

struct ha_resolver
resolver_of_table(struct resolver_table *table)
{
	return (struct ha_resolver){name_of, addresses_of, netgroup_has,
				    .context = table};
}
