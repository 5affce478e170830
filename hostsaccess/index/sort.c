/* SPDX-License-Identifier: BSD-3-Clause */
/* Entries, sorted. */
#include "hostsaccess/index/entries.h"

#include <stdlib.h>

/* The bytes that entries are sorted by; they are sorted by offset already. */
#define SORTED HA_INDEX_KEY_OFFSET

/* Sorts COUNT items of FROM by byte AT into TO. */
static void
sort_by_byte(unsigned char (*from)[HA_INDEX_ENTRY],
	     unsigned char (*to)[HA_INDEX_ENTRY], size_t count, unsigned at,
	     size_t starts[256])
{
	size_t sum = 0;

	for (unsigned i = 0; i < 256; i++) {
		size_t number = starts[i];

		starts[i] = sum;
		sum += number;
	}
	for (size_t i = 0; i < count; i++)
		memcpy(to[starts[from[i][at]]++], from[i], HA_INDEX_ENTRY);
}

/* Sorts by each byte in which entries differ, the last first. */
static enum ha_status
sort(struct entries *entries)
{
	unsigned char(*from)[HA_INDEX_ENTRY] = entries->items;
	unsigned char(*to)[HA_INDEX_ENTRY] =
	    reallocarray(NULL, entries->count, sizeof(*to));
	size_t(*counts)[256] = calloc(SORTED, sizeof(*counts));

	if (!to || !counts) {
		free(to);
		free(counts);
		return HA_ERR_MEMORY;
	}
	for (size_t i = 0; i < entries->count; i++)
		for (unsigned at = 0; at < SORTED; at++)
			counts[at][from[i][at]]++;
	for (unsigned at = SORTED; at-- > 0;) {
		unsigned char(*other)[HA_INDEX_ENTRY] = from;

		if (counts[at][from[0][at]] == entries->count)
			continue;
		sort_by_byte(from, to, entries->count, at, counts[at]);
		from = to;
		to = other;
	}
	free(counts);
	free(to);
	entries->items = from;
	entries->capacity = entries->count;
	return HA_OK;
}

/* Whether the first LENGTH bits of OUTER are those of INNER, keys of both. */
static bool
holds(const unsigned char *outer, unsigned length, const unsigned char *inner)
{
	unsigned char key[HA_INDEX_KEY];

	ha_index_key_of_address(inner + HA_INDEX_KEY_VALUE, length, key);
	return memcmp(outer, key, HA_INDEX_KEY_LENGTH) == 0;
}

/* Sets, of each prefix, the next one that holds it. */
static void
nest(struct entries *entries)
{
	const unsigned char *outer[129]; /* each holds the next */
	size_t depth = 0;

	for (size_t i = 0; i < entries->count; i++) {
		unsigned char *item = entries->items[i];
		unsigned length = item[HA_INDEX_KEY_LENGTH];

		if (item[0] != HA_INDEX_ADDRESS)
			break;
		while (depth > 0 &&
		       (outer[depth - 1][HA_INDEX_KEY_LENGTH] >= length ||
			!holds(outer[depth - 1],
			       outer[depth - 1][HA_INDEX_KEY_LENGTH], item)))
			depth--;
		if (depth > 0)
			item[HA_INDEX_ENTRY_OUTER] =
			    outer[depth - 1][HA_INDEX_KEY_LENGTH];
		outer[depth++] = item;
	}
}

/* Drops entries that a line has twice. */
static void
drop_copies(struct entries *entries)
{
	size_t kept = 0;

	for (size_t i = 0; i < entries->count; i++)
		if (kept == 0 || memcmp(entries->items[kept - 1],
					entries->items[i], HA_INDEX_KEY) != 0)
			memmove(entries->items[kept++], entries->items[i],
				HA_INDEX_ENTRY);
	entries->count = kept;
}

enum ha_status
entries_sort(struct entries *entries)
{
	enum ha_status status = entries->count > 1 ? sort(entries) : HA_OK;

	if (status != HA_OK)
		return status;
	drop_copies(entries);
	nest(entries);
	return HA_OK;
}
