/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/merge_order.h"

#include "hostsaccess/tool/memory.h"

#include <stdlib.h>

/* No place. */
#define NONE SIZE_MAX

/* Where the rules of each number are in THEIRS, one behind the other. */
struct places {
	size_t *first; /* by number */
	size_t *next;  /* by place */
};

void
pieces_add(struct pieces *pieces, const struct record *record, bool refusal)
{
	pieces->all =
	    memory_grow(pieces->all, pieces->count, sizeof(*pieces->all));
	pieces->all[pieces->count++] = (struct piece){record, refusal};
}

/* How many refusals stand before each of PIECES; to be freed. */
static size_t *
count_before(const struct pieces *pieces)
{
	size_t *before = memory_resize(NULL, pieces->count, sizeof(*before));
	size_t seen = 0;

	for (size_t i = 0; i < pieces->count; i++) {
		before[i] = seen;
		seen += pieces->all[i].refusal;
	}
	return before;
}

/* The place that is number I of COUNT, from the front or from BEHIND. */
static size_t
place_at(size_t i, size_t count, bool behind)
{
	return behind ? count - 1 - i : i;
}

static bool
is_looked_at(const struct piece *piece, size_t old)
{
	return piece->record->kind == RECORD_RULE && !piece->refusal &&
	       piece->record->rule < old;
}

/* Fills PLACES, so that the first comes first, or the last, from BEHIND. */
static void
find_places(const struct pieces *theirs, size_t old, bool behind,
	    const struct places *places)
{
	for (size_t i = 0; i < old; i++)
		places->first[i] = NONE;
	for (size_t i = 0; i < theirs->count; i++) {
		size_t at = place_at(i, theirs->count, !behind);
		const struct piece *piece = &theirs->all[at];

		if (!is_looked_at(piece, old))
			continue;
		places->next[at] = places->first[piece->record->rule];
		places->first[piece->record->rule] = at;
	}
}

/* Likewise, where equal ones are counted from the front, or from BEHIND. */
static bool
is_kept(const struct pieces *theirs, const struct pieces *merged, size_t old,
	bool behind)
{
	struct places places = {
	    memory_resize(NULL, old, sizeof(*places.first)),
	    memory_resize(NULL, theirs->count, sizeof(*places.next))};
	size_t *wanted = count_before(theirs), *has = count_before(merged);
	bool kept = true;

	find_places(theirs, old, behind, &places);
	for (size_t i = 0; i < merged->count; i++) {
		size_t at = place_at(i, merged->count, behind), there;
		const struct piece *piece = &merged->all[at];

		if (!is_looked_at(piece, old))
			continue;
		there = places.first[piece->record->rule];
		if (there == NONE)
			continue;
		places.first[piece->record->rule] = places.next[there];
		kept &= has[at] >= wanted[there];
	}
	free(places.first);
	free(places.next);
	free(wanted);
	free(has);
	return kept;
}

bool
order_is_kept(const struct pieces *theirs, const struct pieces *merged,
	      size_t old)
{
	return is_kept(theirs, merged, old, false) &&
	       is_kept(theirs, merged, old, true);
}
