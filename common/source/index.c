/* SPDX-License-Identifier: BSD-3-Clause */
/* Lines of an index, found. */
#include "common/source/index.h"

#include <stdlib.h>
#include <unistd.h>

#define NONE UINT64_MAX /* as an offset: there is no line */

static const struct ha_index_found no_line = {.place = {NONE, 0}, .group = -1};

/* Makes *FOUND OTHER, if that stands before it. */
static void
take_first(struct ha_index_found *found, const struct ha_index_found *other)
{
	if (other->place.offset < found->place.offset)
		*found = *other;
}

/* Whether GROUP is one whose lines count. */
static bool
counts(const struct ha_index *index, unsigned group)
{
	return (index->dismissed >> group & 1) == 0;
}

/* Returns the line of ENTRY. */
static struct ha_index_found
found_in(const unsigned char *entry)
{
	return (struct ha_index_found){
	    {ha_index_get(entry + HA_INDEX_KEY_OFFSET),
	     ha_index_get(entry + HA_INDEX_ENTRY_LINE)},
	    entry[HA_INDEX_KEY_GROUP]};
}

/*
 * Looks for lines of entries of PREFIX, a key without group and offset, from
 * FROM on; takes the first into *FOUND if it stands before that.  Returns false
 * if the index is broken, here and below.
 */
static bool
find_of_prefix(struct ha_index *index, const unsigned char *prefix,
	       uint64_t from, struct ha_index_found *found)
{
	unsigned char key[HA_INDEX_KEY];
	const unsigned char *entry;
	unsigned group = 0;

	memcpy(key, prefix, HA_INDEX_KEY);
	while (group < HA_INDEX_GROUPS) {
		struct ha_index_found here;

		key[HA_INDEX_KEY_GROUP] = (unsigned char)group;
		ha_index_put(key + HA_INDEX_KEY_OFFSET,
			     counts(index, group) ? from : NONE);
		if (!ha_index_first_from(&index->file, key, &entry))
			return false;
		if (!entry || memcmp(entry, key, HA_INDEX_KEY_GROUP) != 0)
			return true;
		here = found_in(entry);
		if (here.group < (int)group || here.group >= HA_INDEX_GROUPS)
			return false;
		if (here.group > (int)group) {
			group = (unsigned)here.group;
			continue;
		}
		if (here.place.offset < from)
			return false;
		take_first(found, &here);
		group++;
	}
	return true;
}

/* How many bits A and B, of 16 bytes, begin alike. */
static unsigned
common_length(const unsigned char *a, const unsigned char *b)
{
	unsigned at = 0;

	while (at < 16 && a[at] == b[at])
		at++;
	return at == 16 ? 128
			: at * 8 + (unsigned)__builtin_clz(
				       (unsigned)(a[at] ^ b[at]) << 24);
}

/*
 * The last entry that is not behind the address and the prefixes that hold it,
 * one in another, are all that can hold the client.
 */
static bool
find_by_address(struct ha_index *index, const unsigned char client[16],
		uint64_t from, struct ha_index_found *found)
{
	unsigned char key[HA_INDEX_KEY], value[16];
	const unsigned char *entry;
	unsigned length, outer, common;

	ha_index_key_of_address(client, 128, key);
	memset(key + HA_INDEX_KEY_LENGTH, 0xff,
	       HA_INDEX_KEY - HA_INDEX_KEY_LENGTH);
	if (!ha_index_last_to(&index->file, key, &entry))
		return false;
	if (!entry || entry[0] != HA_INDEX_ADDRESS)
		return true;
	memcpy(value, entry + HA_INDEX_KEY_VALUE, sizeof(value));
	common = common_length(value, client);
	length = entry[HA_INDEX_KEY_LENGTH];
	outer = entry[HA_INDEX_ENTRY_OUTER];
	for (;;) {
		if (length > 128)
			return false;
		ha_index_key_of_address(value, length, key);
		if (length <= common &&
		    !find_of_prefix(index, key, from, found))
			return false;
		if (outer == HA_INDEX_NO_OUTER)
			return true;
		if (outer >= length)
			return false;
		length = outer;
		ha_index_key_of_address(value, length, key);
		if (!ha_index_first_from(&index->file, key, &entry) || !entry ||
		    memcmp(entry, key, HA_INDEX_KEY_GROUP) != 0)
			return false;
		outer = entry[HA_INDEX_ENTRY_OUTER];
	}
}

static bool
find_by_key_of_name(struct ha_index *index, struct ha_slice name, uint64_t from,
		    struct ha_index_found *found)
{
	unsigned char key[HA_INDEX_KEY];

	if (!ha_index_key_of_name(index->file.head.seed, name, key))
		return true;
	return find_of_prefix(index, key, from, found);
}

/* By NAME, whole or without its final dot, and by its ends. */
static bool
find_by_name(struct ha_index *index, struct ha_slice name, uint64_t from,
	     struct ha_index_found *found)
{
	const uint32_t ends = index->file.head.name_ends;
	bool good = find_by_key_of_name(index, name, from, found);

	if (good && name.size > 0 && name.data[name.size - 1] == '.')
		good = find_by_key_of_name(
		    index, ha_slice_head(name, name.size - 1), from, found);
	for (size_t at = 0; good && at < name.size; at++) {
		struct ha_slice end = ha_slice_from(name, at);

		if (name.data[at] == '.' &&
		    (ends & ha_index_bit_of_end(end)) != 0)
			good = find_by_key_of_name(index, end, from, found);
	}
	return good;
}

/*
 * Any line with names, as long as the name has not been looked up: reading the
 * first one looks it up, or tells that the group does not count.
 */
static void
find_any_name(const struct ha_index *index, const struct ha_index_place *from,
	      struct ha_index_found *found)
{
	for (unsigned group = 0; group < HA_INDEX_GROUPS; group++) {
		const struct ha_index_names *names =
		    &index->file.head.names[group];
		struct ha_index_found next = {names->first, (int)group};

		if (names->end <= from->offset || !counts(index, group))
			continue;
		if (next.place.offset < from->offset)
			next = (struct ha_index_found){*from, -1};
		take_first(found, &next);
	}
}

/* Whether what is remembered as FOUND is still the next line from FROM on. */
static bool
holds(const struct ha_index *index, const struct ha_index_found *found,
      uint64_t from)
{
	return found->place.offset >= from &&
	       (found->group < 0 || counts(index, (unsigned)found->group));
}

static bool
next_by_address(struct ha_index *index, const struct ha_endpoint *client,
		uint64_t from, struct ha_index_found *found)
{
	unsigned char address[16];

	if (!index->has_address || !holds(index, &index->address, from)) {
		index->address = no_line;
		ha_index_address_bytes(&client->address, address);
		if (!find_by_address(index, address, from, &index->address))
			return false;
		index->has_address = true;
	}
	take_first(found, &index->address);
	return true;
}

static bool
next_by_name(struct ha_index *index, const struct ha_endpoint *client,
	     const struct ha_index_place *from, struct ha_index_found *found)
{
	if (!ha_endpoint_name_is_settled(client)) {
		find_any_name(index, from, found);
		return true;
	}
	if (!index->has_name || !holds(index, &index->name, from->offset)) {
		index->name = no_line;
		if (client->name_fact.state == HA_FACT_KNOWN &&
		    !find_by_name(index, client->name_fact.text, from->offset,
				  &index->name))
			return false;
		index->has_name = true;
	}
	take_first(found, &index->name);
	return true;
}

/* The next line that is read whoever asks; those before have been. */
static bool
next_residue(struct ha_index *index, uint64_t from,
	     struct ha_index_found *found)
{
	struct ha_index_found next = {.group = -1};

	for (; index->residue < index->file.head.residue; index->residue++) {
		if (!ha_index_residue(&index->file, index->residue,
				      &next.place))
			return false;
		if (next.place.offset >= from) {
			take_first(found, &next);
			break;
		}
	}
	return true;
}

enum ha_index_next
ha_index_find(struct ha_index *index, const struct ha_endpoint *client,
	      struct ha_index_place *place)
{
	struct ha_index_found found = no_line;

	if (!next_by_address(index, client, place->offset, &found) ||
	    !next_by_name(index, client, place, &found) ||
	    !next_residue(index, place->offset, &found))
		return HA_INDEX_BROKEN;
	if (found.place.offset == NONE)
		return HA_INDEX_END;
	if (found.place.offset >= index->file.head.size)
		return HA_INDEX_BROKEN;
	index->group = found.group;
	*place = found.place;
	return HA_INDEX_LINE;
}

void
ha_index_dismiss(struct ha_index *index)
{
	if (index->group >= 0 && index->group < HA_INDEX_GROUPS - 1)
		index->dismissed |= UINT32_C(1) << index->group;
}

struct ha_index *
ha_index_open(const char *file, const struct stat *status,
	      struct ha_index_use use, const struct ha_indexes *indexes)
{
	struct ha_index *index = malloc(sizeof(*index));
	enum ha_index_state state;
	int fd;

	if (!index)
		return NULL;
	state = ha_index_file_open(file, &fd);
	if (fd >= 0)
		state = ha_index_file_read(&index->file, fd, status, use);
	if (state != HA_INDEX_VALID && indexes) {
		if (fd >= 0)
			close(fd);
		fd = indexes->open(indexes->context, file, status, use.rules);
		if (fd >= 0)
			state =
			    ha_index_file_read(&index->file, fd, status, use);
	}
	index->residue = 0;
	index->dismissed = 0;
	index->group = -1;
	index->has_address = index->has_name = false;
	if (state == HA_INDEX_VALID)
		return index;
	if (fd >= 0)
		close(fd);
	free(index);
	return NULL;
}

void
ha_index_close(struct ha_index *index)
{
	if (!index)
		return;
	close(index->file.fd);
	free(index);
}
