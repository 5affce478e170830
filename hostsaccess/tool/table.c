/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/table.h"

#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

/* SIZE bytes at OFFSET of the keys; free if the number is TABLE_NONE. */
struct table_slot {
	size_t offset;
	uint32_t size;
	uint32_t number;
	uint64_t hash;
};

/* FNV-1a, and a last stir for the low bits. */
static uint64_t
hash_of(struct ha_slice key)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < key.size; i++)
		hash = (hash ^ (unsigned char)key.data[i]) *
		       UINT64_C(0x100000001b3);
	return hash ^ hash >> 32;
}

/* Returns the slot of KEY: where it is, or where it would be. */
static struct table_slot *
find_slot(const struct table *table, struct ha_slice key, uint64_t hash)
{
	for (size_t at = (size_t)hash;; at++) {
		struct table_slot *slot =
		    &table->slots[at & (table->capacity - 1)];

		if (slot->number == TABLE_NONE ||
		    (slot->hash == hash && slot->size == key.size &&
		     memcmp(table->keys + slot->offset, key.data, key.size) ==
			 0))
			return slot;
	}
}

uint32_t
table_find(const struct table *table, struct ha_slice key)
{
	if (table->capacity == 0)
		return TABLE_NONE;
	return find_slot(table, key, hash_of(key))->number;
}

/* Places the slots in an array twice as large. */
static void
grow(struct table *table)
{
	struct table_slot *old = table->slots;
	size_t capacity = table->capacity;

	table->capacity = capacity ? capacity * 2 : 64;
	table->slots =
	    memory_resize(NULL, table->capacity, sizeof(*table->slots));
	for (size_t i = 0; i < table->capacity; i++)
		table->slots[i].number = TABLE_NONE;
	for (size_t i = 0; i < capacity; i++) {
		size_t at = (size_t)old[i].hash;

		if (old[i].number == TABLE_NONE)
			continue;
		while (table->slots[at & (table->capacity - 1)].number !=
		       TABLE_NONE)
			at++;
		table->slots[at & (table->capacity - 1)] = old[i];
	}
	free(old);
}

static size_t
keep_key(struct table *table, struct ha_slice key)
{
	size_t offset = table->keys_size;

	if (table->keys_capacity - offset < key.size) {
		table->keys_capacity =
		    table->keys_capacity * 2 + key.size + 1024;
		table->keys =
		    memory_resize(table->keys, table->keys_capacity, 1);
	}
	if (key.size > 0)
		memcpy(table->keys + offset, key.data, key.size);
	table->keys_size += key.size;
	return offset;
}

uint32_t
table_add(struct table *table, struct ha_slice key, uint32_t number)
{
	uint64_t hash = hash_of(key);
	struct table_slot *slot;

	if (table->count >= table->capacity / 2)
		grow(table);
	slot = find_slot(table, key, hash);
	if (slot->number != TABLE_NONE)
		return slot->number;
	*slot = (struct table_slot){keep_key(table, key), (uint32_t)key.size,
				    number, hash};
	table->count++;
	return number;
}

void
table_free(struct table *table)
{
	free(table->slots);
	free(table->keys);
	*table = (struct table){0};
}
