/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/merge_chunk.h"

/* Whether the text says the same in CHUNK as the other one. */
static bool
says_same(const struct merging *merging, const struct chunk *chunk, int text,
	  int other)
{
	const struct record *one = merging->texts[text].all;
	const struct record *two = merging->texts[other].all;
	size_t count = chunk->to[text] - chunk->from[text];

	if (count != chunk->to[other] - chunk->from[other])
		return false;
	for (size_t i = 0; i < count; i++)
		if (one[chunk->from[text] + i].number !=
		    two[chunk->from[other] + i].number)
			return false;
	return true;
}

/* Whether a record of THEIRS or OURS is one that BASE has not got. */
static bool
is_added(const struct merging *merging, int text, size_t at)
{
	return merging->matches[text].of_other[at] == MATCH_NONE;
}

/* Whether that text has more in CHUNK than it left of BASE. */
static bool
adds(const struct merging *merging, const struct chunk *chunk, int text)
{
	for (size_t i = chunk->from[text]; i < chunk->to[text]; i++)
		if (is_added(merging, text, i))
			return true;
	return false;
}

/* Whether both took a record of CHUNK out. */
static bool
both_took(const struct merging *merging, const struct chunk *chunk)
{
	for (size_t i = chunk->from[BASE]; i < chunk->to[BASE]; i++)
		if (merging->matches[THEIRS].of_base[i] == MATCH_NONE &&
		    merging->matches[OURS].of_base[i] == MATCH_NONE)
			return true;
	return false;
}

/* Whether THEIRS has only added something, to the end of all. */
static bool
is_appended(const struct merging *merging, const struct chunk *chunk)
{
	size_t count = chunk->to[BASE] - chunk->from[BASE];

	if (chunk->to[BASE] < merging->texts[BASE].count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (merging->matches[THEIRS].of_base[chunk->from[BASE] + i] !=
		    chunk->from[THEIRS] + i)
			return false;
	return true;
}

static void
put(struct merging *merging, int text, size_t at)
{
	pieces_add(&merging->merged, &merging->texts[text].all[at],
		   text == THEIRS && merging->theirs.all[at].refusal);
}

/* Puts all of the text in CHUNK, or only what it has ADDED. */
static void
put_text(struct merging *merging, const struct chunk *chunk, int text,
	 bool added)
{
	for (size_t i = chunk->from[text]; i < chunk->to[text]; i++)
		if (!added || is_added(merging, text, i))
			put(merging, text, i);
}

/* Marks the refusals that THEIRS has added in CHUNK. */
static void
mark_refusals(struct merging *merging, const struct chunk *chunk)
{
	for (size_t i = chunk->from[THEIRS]; i < chunk->to[THEIRS]; i++)
		merging->theirs.all[i].refusal =
		    is_added(merging, THEIRS, i) &&
		    record_refuses(&merging->texts[THEIRS].all[i],
				   merging->deny_file);
}

/* Whether the record is in OURS, in CHUNK, too; that is *PLACE then. */
static bool
take_twin(struct merging *merging, const struct record *record, size_t *place)
{
	*place = merging->first[record->number];
	if (*place == MATCH_NONE)
		return false;
	merging->first[record->number] = merging->next[*place];
	return true;
}

/* Finds what OURS has added in CHUNK; that stays. */
static void
find_ours(struct merging *merging, const struct chunk *chunk)
{
	const struct record *ours = merging->texts[OURS].all;

	for (size_t i = chunk->to[OURS]; i > chunk->from[OURS]; i--) {
		size_t *first = &merging->first[ours[i - 1].number];

		merging->stays[i - 1] = STAY_NOT;
		if (!is_added(merging, OURS, i - 1))
			continue;
		merging->stays[i - 1] = STAY_OURS;
		merging->next[i - 1] = *first;
		*first = i - 1;
	}
}

static void
forget_ours(struct merging *merging, const struct chunk *chunk)
{
	for (size_t i = chunk->from[OURS]; i < chunk->to[OURS]; i++)
		merging->first[merging->texts[OURS].all[i].number] = MATCH_NONE;
}

/* What THEIRS took out of CHUNK does not stay where OURS only moved it. */
static void
drop_taken(struct merging *merging, const struct chunk *chunk)
{
	size_t place;

	for (size_t i = chunk->from[BASE]; i < chunk->to[BASE]; i++)
		if (merging->matches[THEIRS].of_base[i] == MATCH_NONE &&
		    merging->matches[OURS].of_base[i] == MATCH_NONE &&
		    take_twin(merging, &merging->texts[BASE].all[i], &place))
			merging->stays[place] = STAY_NOT;
}

/* Whether OURS has a rule there that may let in whom others refuse. */
static bool
is_other(const struct merging *merging, size_t at)
{
	const struct record *record = &merging->texts[OURS].all[at];

	return merging->stays[at] == STAY_OURS && record->kind == RECORD_RULE &&
	       !record_refuses(record, merging->deny_file);
}

/* Finds what of THEIRS is to go ahead: refusals, and comments above them. */
static void
find_ahead(struct merging *merging, const struct chunk *chunk)
{
	bool ahead = false;

	for (size_t i = chunk->to[THEIRS]; i > chunk->from[THEIRS]; i--) {
		ahead = merging->theirs.all[i - 1].refusal ||
			(ahead && merging->texts[THEIRS].all[i - 1].kind ==
				      RECORD_COMMENT);
		merging->ahead[i - 1] = ahead;
	}
}

/* Puts what of THEIRS goes ahead, where OURS has not got that in front. */
static void
put_ahead(struct merging *merging, const struct chunk *chunk)
{
	size_t other = chunk->from[OURS], place;

	for (size_t i = chunk->from[THEIRS]; i < chunk->to[THEIRS]; i++) {
		const struct piece *piece = &merging->theirs.all[i];

		if (!is_added(merging, THEIRS, i))
			continue;
		while (other < chunk->to[OURS] && !is_other(merging, other))
			other++;
		if (!take_twin(merging, piece->record, &place)) {
			if (merging->ahead[i])
				put(merging, THEIRS, i);
		} else if (merging->ahead[i] && place >= other) {
			merging->stays[place] = STAY_NOT;
			put(merging, THEIRS, i);
		} else {
			merging->ahead[i] = true;
			merging->stays[place] = STAY_BOTH;
		}
	}
}

/* Puts what of OURS stays, in CHUNK. */
static void
put_ours(struct merging *merging, const struct chunk *chunk)
{
	for (size_t i = chunk->from[OURS]; i < chunk->to[OURS]; i++) {
		const struct record *record = &merging->texts[OURS].all[i];

		if (merging->stays[i] != STAY_NOT)
			pieces_add(
			    &merging->merged, record,
			    merging->stays[i] == STAY_BOTH &&
				record_refuses(record, merging->deny_file));
	}
}

/* Puts what both have added in CHUNK. */
static void
put_both(struct merging *merging, const struct chunk *chunk)
{
	find_ours(merging, chunk);
	drop_taken(merging, chunk);
	find_ahead(merging, chunk);
	put_ahead(merging, chunk);
	put_ours(merging, chunk);
	for (size_t i = chunk->from[THEIRS]; i < chunk->to[THEIRS]; i++)
		if (is_added(merging, THEIRS, i) && !merging->ahead[i])
			put(merging, THEIRS, i);
	forget_ours(merging, chunk);
}

void
chunk_merge(struct merging *merging, const struct chunk *chunk)
{
	bool theirs, ours;

	if (says_same(merging, chunk, THEIRS, BASE)) {
		put_text(merging, chunk, OURS, false);
		return;
	}
	mark_refusals(merging, chunk);
	if (says_same(merging, chunk, OURS, BASE) ||
	    says_same(merging, chunk, OURS, THEIRS)) {
		put_text(merging, chunk, THEIRS, false);
		return;
	}
	theirs = adds(merging, chunk, THEIRS);
	ours = adds(merging, chunk, OURS);
	if (theirs && ours) {
		merging->clash |= chunk->from[BASE] < chunk->to[BASE] &&
				  !is_appended(merging, chunk);
		put_both(merging, chunk);
		return;
	}
	/* what the one left of BASE the other one took */
	merging->clash |= (theirs || ours) && both_took(merging, chunk);
	put_text(merging, chunk, THEIRS, true);
	put_text(merging, chunk, OURS, true);
}
