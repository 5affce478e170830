/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/heavy.h"

#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#define NONE UINT32_MAX

/* Keys are chosen by clients, and are not to meet in one list. */
static uint64_t
make_seed(void)
{
	uint64_t seed;

	if (getrandom(&seed, sizeof(seed), GRND_NONBLOCK) !=
	    (ssize_t)sizeof(seed))
		seed = (uint64_t)time(NULL) * UINT64_C(0x9e3779b97f4a7c15);
	return seed;
}

void
heavy_begin(struct heavy *heavy, uint32_t size)
{
	*heavy = (struct heavy){.size = size, .seed = make_seed()};
	heavy->places = memory_resize(NULL, size, sizeof(*heavy->places));
	heavy->heads = memory_resize(NULL, size, sizeof(*heavy->heads));
	heavy->heap = memory_resize(NULL, size, sizeof(*heavy->heap));
	for (uint32_t i = 0; i < size; i++)
		heavy->heads[i] = NONE;
}

/* FNV-1a, with a stir for each byte, as the seed is to tell. */
static uint64_t
hash_of(const struct heavy *heavy, struct ha_slice key)
{
	uint64_t hash = heavy->seed;

	for (size_t i = 0; i < key.size; i++) {
		hash = (hash ^ (unsigned char)key.data[i]) *
		       UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 29;
	}
	return hash;
}

static uint32_t *
head_of(struct heavy *heavy, uint64_t hash)
{
	return &heavy->heads[hash % heavy->size];
}

static uint32_t
find(struct heavy *heavy, struct ha_slice key, uint64_t hash)
{
	uint32_t at = *head_of(heavy, hash);

	while (at != NONE && (heavy->places[at].hash != hash ||
			      !ha_slice_same(heavy->places[at].key, key)))
		at = heavy->places[at].next;
	return at;
}

/* Takes the place AT out of its list. */
static void
take_out(struct heavy *heavy, uint32_t at)
{
	uint32_t *link = head_of(heavy, heavy->places[at].hash);

	while (*link != at)
		link = &heavy->places[*link].next;
	*link = heavy->places[at].next;
}

static unsigned long
count_at(const struct heavy *heavy, uint32_t heap)
{
	return heavy->places[heavy->heap[heap]].count;
}

static void
swap(struct heavy *heavy, uint32_t a, uint32_t b)
{
	uint32_t place = heavy->heap[a];

	heavy->heap[a] = heavy->heap[b];
	heavy->heap[b] = place;
	heavy->places[heavy->heap[a]].heap = a;
	heavy->places[heavy->heap[b]].heap = b;
}

/* Moves what stands at HEAP, whose count has grown, down. */
static void
sink(struct heavy *heavy, uint32_t heap)
{
	for (;;) {
		uint32_t least = heap, child = 2 * heap + 1;

		for (uint32_t i = child; i < child + 2 && i < heavy->used; i++)
			if (count_at(heavy, i) < count_at(heavy, least))
				least = i;
		if (least == heap)
			return;
		swap(heavy, heap, least);
		heap = least;
	}
}

/* Moves what stands at HEAP, and is new, up. */
static void
rise(struct heavy *heavy, uint32_t heap)
{
	while (heap > 0 &&
	       count_at(heavy, heap) < count_at(heavy, (heap - 1) / 2)) {
		swap(heavy, heap, (heap - 1) / 2);
		heap = (heap - 1) / 2;
	}
}

/* Returns the place of a new key, which has what stood there. */
static uint32_t
make_place(struct heavy *heavy)
{
	uint32_t at = heavy->used;

	if (at < heavy->size) {
		heavy->places[at] = (struct heavy_place){.heap = at};
		heavy->heap[at] = at;
		heavy->used++;
		return at;
	}
	at = heavy->heap[0];
	take_out(heavy, at);
	free((char *)heavy->places[at].key.data);
	heavy->places[at].over = heavy->places[at].count;
	heavy->is_full = true;
	return at;
}

uint32_t
heavy_add(struct heavy *heavy, struct ha_slice key, unsigned long times,
	  bool *is_new)
{
	uint64_t hash = hash_of(heavy, key);
	uint32_t at = find(heavy, key, hash);
	struct heavy_place *place;

	*is_new = at == NONE;
	if (*is_new) {
		at = make_place(heavy);
		place = &heavy->places[at];
		place->key = (struct ha_slice){memory_copy(key), key.size};
		place->hash = hash;
		place->next = *head_of(heavy, hash);
		*head_of(heavy, hash) = at;
	}
	place = &heavy->places[at];
	place->count += times;
	rise(heavy, place->heap);
	sink(heavy, place->heap);
	return at;
}

int
heavy_order(struct ha_slice a, struct ha_slice b)
{
	size_t size = a.size < b.size ? a.size : b.size;
	int order = size > 0 ? memcmp(a.data, b.data, size) : 0;

	return order ? order : (a.size > b.size) - (a.size < b.size);
}

void
heavy_free(struct heavy *heavy)
{
	for (uint32_t i = 0; i < heavy->used; i++)
		free((char *)heavy->places[i].key.data);
	free(heavy->places);
	free(heavy->heads);
	free(heavy->heap);
}
