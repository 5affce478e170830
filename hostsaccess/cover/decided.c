/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/cover/decided.h"

#include "hostsaccess/cover/target.h"

#include <string.h>

/* What is looked up; without padding. */
struct key {
	uint32_t daemon, user;
	uint32_t mask; /* 0: the host pattern WORD; else the mask before it */
	uint32_t word; /* or the zone */
	uint8_t base[16];
};

static struct ha_slice
slice_of_key(const struct key *key)
{
	return (struct ha_slice){(const char *)key, sizeof(*key)};
}

/* Whether every address of a net with MASK lies in one net with BITS. */
static bool
is_shorter(const uint8_t bits[16], const uint8_t mask[16])
{
	for (size_t i = 0; i < 16; i++)
		if (bits[i] & ~mask[i])
			return false;
	return true;
}

/*
 * Returns the index of the mask of NET, a new one if it is not among them;
 * DECIDED_MASKS_MAX if there is no room.
 */
static size_t
number_of_mask(struct decided *decided, const struct ha_net *net)
{
	char text[17] = {(char)net->base.family};
	const struct ha_slice key = {text, sizeof(text)};
	struct decided_mask *new = &decided->masks[decided->mask_count];
	uint32_t number;

	memcpy(text + 1, net->mask, 16);
	if (decided->mask_count == DECIDED_MASKS_MAX) {
		number = table_find(&decided->mask_numbers, key);
		return number == TABLE_NONE ? DECIDED_MASKS_MAX : number;
	}
	number = table_add(&decided->mask_numbers, key,
			   (uint32_t)decided->mask_count);
	if (number == decided->mask_count) {
		new->family = net->base.family;
		memcpy(new->bits, net->mask, 16);
		decided->mask_count++;
	}
	return number;
}

static void
set_base(struct key *key, size_t mask, const struct ha_net *net,
	 const uint8_t bits[16])
{
	key->mask = (uint32_t)mask + 1;
	for (size_t i = 0; i < 16; i++)
		key->base[i] = net->base.bytes[i] & bits[i];
}

void
decided_add(struct decided *decided, uint32_t daemon,
	    const struct target *target, uint32_t number)
{
	struct key key = {
	    .daemon = daemon, .user = target->user, .word = target->word};

	if (target->is_net) {
		const struct ha_net *net = &target->sure;
		size_t mask = number_of_mask(decided, net);

		if (mask == DECIDED_MASKS_MAX)
			return;
		set_base(&key, mask, net, net->mask);
		key.word = target->zone;
	}
	table_add(&decided->table, slice_of_key(&key), number);
	decided->work++;
}

static uint32_t
lower(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static uint32_t
find_key(struct decided *decided, const struct key *key)
{
	decided->work++;
	return table_find(&decided->table, slice_of_key(key));
}

/* Finds who decides all addresses of NET: nets around it. */
static uint32_t
find_net(struct decided *decided, struct key key, const struct target *target)
{
	const struct ha_net *net = &target->net;
	uint32_t best = TABLE_NONE;

	for (size_t i = 0; i < decided->mask_count; i++) {
		const struct decided_mask *mask = &decided->masks[i];

		if (mask->family != net->base.family ||
		    !is_shorter(mask->bits, net->mask))
			continue;
		set_base(&key, i, net, mask->bits);
		key.word = WORD_ALL;
		best = lower(best, find_key(decided, &key));
		if (target->zone == WORD_ALL)
			continue;
		key.word = target->zone;
		best = lower(best, find_key(decided, &key));
	}
	decided->work += decided->mask_count / 8;
	return best;
}

/* Finds who decides NAME, a name or suffix: suffixes of it. */
static uint32_t
find_suffix(struct decided *decided, struct words *words, struct key key,
	    struct ha_slice name)
{
	uint32_t best = TABLE_NONE;

	if (name.size > HA_NAME_MAX)
		return best;
	for (size_t i = 1; i < name.size; i++) {
		if (name.data[i] != '.')
			continue;
		key.word = words_find(words, WORD_HOST, ha_slice_from(name, i));
		decided->work += 1 + (name.size - i) / 16;
		if (key.word != TABLE_NONE)
			best = lower(best, find_key(decided, &key));
	}
	return best;
}

uint32_t
decided_find(struct decided *decided, struct words *words, uint32_t daemon,
	     const struct target *target)
{
	uint32_t best = TABLE_NONE;

	for (int way = 0; way < 4; way++) {
		struct key key = {.daemon = way & 1 ? daemon : WORD_ALL,
				  .user = way & 2 ? target->user : WORD_ALL};

		if ((way & 1 && daemon == WORD_ALL) ||
		    (way & 2 && target->user == WORD_ALL))
			continue;
		best = lower(best, find_key(decided, &key));
		if (target->is_net) {
			best = lower(best, find_net(decided, key, target));
			continue;
		}
		best =
		    lower(best, find_suffix(decided, words, key, target->name));
		key.word = target->word;
		best = lower(best, find_key(decided, &key));
	}
	return best;
}

void
decided_free(struct decided *decided)
{
	table_free(&decided->table);
	table_free(&decided->mask_numbers);
}
