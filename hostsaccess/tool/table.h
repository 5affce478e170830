/* SPDX-License-Identifier: BSD-3-Clause */
/* Table: numbers found by keys of any bytes (a hash table). */
#ifndef TOOL_TABLE_H
#define TOOL_TABLE_H

#include "common/base/slice.h"

#include <stdint.h>

/* No number. */
#define TABLE_NONE UINT32_MAX

/* Begin it as all zero. */
struct table {
	struct table_slot *slots;
	size_t capacity; /* a power of two, or 0 */
	uint32_t count;
	char *keys; /* all, one behind the other */
	size_t keys_size, keys_capacity;
};

/* Returns the number of KEY, or TABLE_NONE. */
uint32_t table_find(const struct table *table, struct ha_slice key);

/*
 * Gives KEY (copied) the NUMBER, unless it has one.  Returns the number that
 * it has.  Exits when memory is out.
 */
uint32_t table_add(struct table *table, struct ha_slice key, uint32_t number);

void table_free(struct table *table);

#endif
