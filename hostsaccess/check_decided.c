/* SPDX-License-Identifier: BSD-3-Clause */
#include "check_decided.h"

#include "check_target.h"

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

/* Returns the index of the mask of NET; the count of masks if there is none. */
static size_t
find_mask(const struct decided *decided, const struct ha_net *net)
{
	size_t i = 0;

	while (i < decided->mask_count &&
	       (decided->masks[i].family != net->base.family ||
		memcmp(decided->masks[i].bits, net->mask, 16) != 0))
		i++;
	return i;
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
		size_t mask = find_mask(decided, &target->net);

		if (mask == DECIDED_MASKS_MAX)
			return;
		if (mask == decided->mask_count) {
			struct decided_mask *new = &decided->masks[mask];

			new->family = target->net.base.family;
			memcpy(new->bits, target->net.mask, 16);
			decided->mask_count++;
		}
		set_base(&key, mask, &target->net, target->net.mask);
		key.word = target->zone;
	}
	table_add(&decided->table, slice_of_key(&key), number);
}

static uint32_t
lower(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static uint32_t
find_key(const struct decided *decided, const struct key *key)
{
	return table_find(&decided->table, slice_of_key(key));
}

/* Finds who decides all addresses of NET: nets around it. */
static uint32_t
find_net(const struct decided *decided, struct key key,
	 const struct target *target)
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
		key.word = target->zone;
		best = lower(best, find_key(decided, &key));
	}
	return best;
}

/* Finds who decides NAME, a name or suffix: suffixes of it. */
static uint32_t
find_suffix(const struct decided *decided, struct words *words, struct key key,
	    struct ha_slice name)
{
	uint32_t best = TABLE_NONE;

	if (name.size > HA_NAME_MAX)
		return best;
	for (size_t i = 1; i < name.size; i++) {
		if (name.data[i] != '.')
			continue;
		key.word = words_find(words, WORD_HOST, ha_slice_from(name, i));
		if (key.word != TABLE_NONE)
			best = lower(best, find_key(decided, &key));
	}
	return best;
}

uint32_t
decided_find(const struct decided *decided, struct words *words,
	     uint32_t daemon, const struct target *target)
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
}
