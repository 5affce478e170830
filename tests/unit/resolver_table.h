/* SPDX-License-Identifier: BSD-3-Clause */
/* A resolver that answers from a table, and counts what it is asked. */
#ifndef RESOLVER_TABLE_H
#define RESOLVER_TABLE_H

#include "common/request/resolver.h"

struct table_name {
	const char *address;
	const char *name; /* NULL: the look-up fails for the moment */
};

struct table_addresses {
	const char *name;
	const char *addresses; /* separated by blanks; NULL as above */
};

struct resolver_table {
	const struct table_name *names;          /* up to an address NULL */
	const struct table_addresses *addresses; /* up to a name NULL */
	const char *broken;         /* the name whose IPv4 look-up fails;
				     * so does that for both families */
	const char *group, *member; /* of the one netgroup */
	unsigned name_queries, address_queries, visits;
};

struct ha_resolver resolver_of_table(struct resolver_table *table);

#endif
