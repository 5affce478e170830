/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/merge_match.h"

#include "hostsaccess/tool/memory.h"

#include <stdlib.h>

/* How often a range is looked at in parts; what is left then is not matched. */
enum { DEPTH_MAX = 16 };

/* A part of each text, up to before its end. */
struct range {
	size_t base, base_end, other, other_end;
	unsigned depth;
};

/* How often a range has a record, and where. */
struct tally {
	size_t base, other, place;
};

/* A record that both parts of a range have once. */
struct candidate {
	size_t base, other;
	size_t before; /* the one before it in the longest run, or MATCH_NONE */
};

struct matcher {
	const struct records *base, *other;
	struct matches *matches;
	struct tally *tallies;
	struct candidate *candidates;
	size_t *ends; /* of the runs of each length: the least candidate */
	struct range *waiting;
	size_t waiting_count;
};

static void
match(const struct matcher *matcher, size_t base, size_t other)
{
	matcher->matches->of_base[base] = other;
	matcher->matches->of_other[other] = base;
}

static bool
is_same(const struct matcher *matcher, size_t base, size_t other)
{
	return matcher->base->all[base].number ==
	       matcher->other->all[other].number;
}

static bool
is_empty(const struct range *range)
{
	return range->base == range->base_end ||
	       range->other == range->other_end;
}

/* Matches what both parts of RANGE begin with, and end with. */
static void
trim(const struct matcher *matcher, struct range *range)
{
	for (; !is_empty(range) && is_same(matcher, range->base, range->other);
	     range->base++, range->other++)
		match(matcher, range->base, range->other);
	for (; !is_empty(range) &&
	       is_same(matcher, range->base_end - 1, range->other_end - 1);
	     range->base_end--, range->other_end--)
		match(matcher, range->base_end - 1, range->other_end - 1);
}

static void
count(const struct matcher *matcher, const struct range *range)
{
	for (size_t i = range->base; i < range->base_end; i++)
		matcher->tallies[matcher->base->all[i].number].base++;
	for (size_t i = range->other; i < range->other_end; i++) {
		struct tally *tally =
		    &matcher->tallies[matcher->other->all[i].number];

		tally->other++;
		tally->place = i;
	}
}

static void
forget(const struct matcher *matcher, const struct range *range)
{
	const struct tally none = {0, 0, 0};

	for (size_t i = range->base; i < range->base_end; i++)
		matcher->tallies[matcher->base->all[i].number] = none;
	for (size_t i = range->other; i < range->other_end; i++)
		matcher->tallies[matcher->other->all[i].number] = none;
}

/* Finds what both parts of RANGE have once.  Returns how many. */
static size_t
find_candidates(const struct matcher *matcher, const struct range *range)
{
	size_t found = 0;

	count(matcher, range);
	for (size_t i = range->base; i < range->base_end; i++) {
		const struct record *record = &matcher->base->all[i];
		const struct tally *tally = &matcher->tallies[record->number];

		if (record->kind == RECORD_RULE && tally->base == 1 &&
		    tally->other == 1)
			matcher->candidates[found++] =
			    (struct candidate){i, tally->place, MATCH_NONE};
	}
	forget(matcher, range);
	return found;
}

/* How many of the LENGTH runs end before the place OTHER. */
static size_t
runs_before(const struct matcher *matcher, size_t length, size_t other)
{
	size_t low = 0, high = length;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (matcher->candidates[matcher->ends[middle]].other < other)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Returns the last of the longest run of the FOUND ones that keep order. */
static size_t
longest_run(const struct matcher *matcher, size_t found)
{
	size_t length = 0;

	for (size_t i = 0; i < found; i++) {
		struct candidate *candidate = &matcher->candidates[i];
		size_t before = runs_before(matcher, length, candidate->other);

		if (before > 0)
			candidate->before = matcher->ends[before - 1];
		matcher->ends[before] = i;
		if (before == length)
			length++;
	}
	return matcher->ends[length - 1];
}

static void
wait_for(struct matcher *matcher, struct range range)
{
	if (is_empty(&range))
		return;
	matcher->waiting = memory_grow(matcher->waiting, matcher->waiting_count,
				       sizeof(range));
	matcher->waiting[matcher->waiting_count++] = range;
}

/* Matches the records of RANGE; what is between them waits. */
static void
match_range(struct matcher *matcher, struct range range)
{
	size_t found, at;

	trim(matcher, &range);
	if (is_empty(&range) || range.depth == DEPTH_MAX)
		return;
	found = find_candidates(matcher, &range);
	if (found == 0)
		return;
	range.depth++;
	for (at = longest_run(matcher, found); at != MATCH_NONE;
	     at = matcher->candidates[at].before) {
		const struct candidate *one = &matcher->candidates[at];

		match(matcher, one->base, one->other);
		wait_for(matcher, (struct range){one->base + 1, range.base_end,
						 one->other + 1,
						 range.other_end, range.depth});
		range.base_end = one->base;
		range.other_end = one->other;
	}
	wait_for(matcher, range);
}

static size_t *
make_places(size_t size)
{
	size_t *places = memory_resize(NULL, size, sizeof(*places));

	for (size_t i = 0; i < size; i++)
		places[i] = MATCH_NONE;
	return places;
}

void
match_records(const struct records *base, const struct records *other,
	      size_t numbers, struct matches *matches)
{
	size_t most = base->count < other->count ? base->count : other->count;
	struct matcher matcher = {
	    .base = base, .other = other, .matches = matches};

	*matches = (struct matches){make_places(base->count),
				    make_places(other->count)};
	matcher.tallies =
	    memory_resize(NULL, numbers, sizeof(*matcher.tallies));
	for (size_t i = 0; i < numbers; i++)
		matcher.tallies[i] = (struct tally){0, 0, 0};
	matcher.candidates =
	    memory_resize(NULL, most, sizeof(*matcher.candidates));
	matcher.ends = make_places(most);
	wait_for(&matcher, (struct range){0, base->count, 0, other->count, 0});
	while (matcher.waiting_count > 0)
		match_range(&matcher, matcher.waiting[--matcher.waiting_count]);
	free(matcher.tallies);
	free(matcher.candidates);
	free(matcher.ends);
	free(matcher.waiting);
}

void
matches_free(struct matches *matches)
{
	free(matches->of_base);
	free(matches->of_other);
}
