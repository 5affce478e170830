/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/index_format.h"

_Static_assert(HA_INDEX_ROOT_KEYS > 100, "the head has room for a root");
_Static_assert(HA_INDEX_DATA % (4 * sizeof(uint64_t)) == 24,
	       "a page is hashed as whole words");

static uint64_t
pages_of(uint64_t count, uint64_t on_a_page)
{
	return (count + on_a_page - 1) / on_a_page;
}

bool
ha_index_shape_of(uint64_t entries, uint64_t residue,
		  struct ha_index_shape *shape)
{
	uint64_t pages = pages_of(entries, HA_INDEX_PAGE_ENTRIES);

	if (entries > HA_INDEX_ENTRIES_MAX || residue > HA_INDEX_ENTRIES_MAX)
		return false;
	shape->levels = 0;
	shape->total = 1;
	for (;;) {
		shape->first[shape->levels] = shape->total;
		shape->pages[shape->levels] = pages;
		shape->total += pages;
		shape->levels++;
		if (pages <= HA_INDEX_ROOT_KEYS)
			break;
		pages = pages_of(pages, HA_INDEX_PAGE_KEYS);
	}
	shape->residue = shape->total;
	shape->total += pages_of(residue, HA_INDEX_PAGE_RESIDUE);
	return true;
}

/* The odd constants are those of xxHash64, whose rounds these are. */
#define PRIME_1 UINT64_C(0x9e3779b185ebca87)
#define PRIME_2 UINT64_C(0xc2b2ae3d27d4eb4f)

static uint64_t
rotate(uint64_t word, unsigned by)
{
	return word << by | word >> (64 - by);
}

static uint64_t
add_word(uint64_t sum, uint64_t word)
{
	return rotate(sum + word * PRIME_2, 31) * PRIME_1;
}

static uint64_t
word_at(const unsigned char *bytes, size_t size)
{
	uint64_t word = 0;

	memcpy(&word, bytes, size < sizeof(word) ? size : sizeof(word));
	return word;
}

uint64_t
ha_index_hash(uint64_t seed, const void *data, size_t size)
{
	const unsigned char *bytes = data;
	uint64_t lanes[4] = {seed + PRIME_1, seed ^ PRIME_2, seed, ~seed};
	uint64_t sum = size;
	size_t at = 0;

	for (; at + sizeof(lanes) <= size; at += sizeof(lanes))
		for (size_t i = 0; i < 4; i++)
			lanes[i] = add_word(
			    lanes[i],
			    word_at(bytes + at + i * sizeof(*lanes), 8));
	for (size_t i = 0; at < size; i++, at += sizeof(*lanes))
		lanes[i] = add_word(lanes[i], word_at(bytes + at, size - at));
	for (size_t i = 0; i < 4; i++)
		sum = add_word(sum, lanes[i]);
	sum = (sum ^ sum >> 33) * PRIME_2;
	return sum ^ sum >> 29;
}

uint64_t
ha_index_checksum(uint64_t seed, uint64_t number, const void *data)
{
	return ha_index_hash(seed ^ number * PRIME_2, data, HA_INDEX_DATA);
}

void
ha_index_put(unsigned char *bytes, uint64_t number)
{
	for (unsigned i = 6; i-- > 0; number >>= 8)
		bytes[i] = (unsigned char)number;
}

uint64_t
ha_index_get(const unsigned char *bytes)
{
	uint64_t number = 0;

	for (unsigned i = 0; i < 6; i++)
		number = number << 8 | bytes[i];
	return number;
}

void
ha_index_address_bytes(const struct ha_address *address,
		       unsigned char bytes[16])
{
	static const unsigned char mapped[16] = {[10] = 0xff, [11] = 0xff};

	if (address->family == HA_FAMILY_IPV6) {
		memcpy(bytes, address->bytes, 16);
		return;
	}
	memcpy(bytes, mapped, 12);
	memcpy(bytes + 12, address->bytes, 4);
}

void
ha_index_key_of_address(const unsigned char bytes[16], unsigned length,
			unsigned char key[HA_INDEX_KEY])
{
	unsigned whole = length / 8;

	memset(key, 0, HA_INDEX_KEY);
	key[0] = HA_INDEX_ADDRESS;
	memcpy(key + HA_INDEX_KEY_VALUE, bytes, whole);
	if (length % 8 != 0)
		key[HA_INDEX_KEY_VALUE + whole] =
		    bytes[whole] & (unsigned char)(0xff00 >> length % 8);
	key[HA_INDEX_KEY_LENGTH] = (unsigned char)length;
}

/* The last two labels of NAME, or the one that it has. */
static struct ha_slice
domain_of(struct ha_slice name)
{
	size_t at = name.size;
	unsigned dots = 0;

	while (at > 0 && dots < 2)
		dots += name.data[--at] == '.';
	return ha_slice_from(
	    name, at + (at < name.size && dots > 0 && name.data[at] == '.'));
}

bool
ha_index_key_of_name(uint64_t seed, struct ha_slice name,
		     unsigned char key[HA_INDEX_KEY])
{
	char folded[HA_INDEX_NAME_MAX];
	struct ha_slice text = {folded, name.size}, domain;
	uint64_t hash;

	if (name.size > sizeof(folded))
		return false;
	for (size_t i = 0; i < name.size; i++)
		folded[i] = (char)ha_fold(name.data[i]);
	domain = domain_of(text);
	memset(key, 0, HA_INDEX_KEY);
	key[0] = HA_INDEX_NAME;
	hash = ha_index_hash(seed, domain.data, domain.size);
	memcpy(key + HA_INDEX_KEY_VALUE, &hash, 4);
	hash = ha_index_hash(seed, text.data, text.size);
	memcpy(key + HA_INDEX_KEY_VALUE + 4, &hash, sizeof(hash));
	return true;
}

uint32_t
ha_index_bit_of_end(struct ha_slice name)
{
	unsigned dots = 0;

	for (size_t i = 0; i < name.size; i++)
		dots += name.data[i] == '.';
	return UINT32_C(1) << (dots < 32 ? dots : 31);
}
