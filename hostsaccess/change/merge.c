/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/merge.h"

#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/table.h"

#include <stdio.h>
#include <stdlib.h>

enum { BASE, THEIRS, OURS, TEXTS };

/* A line with those that it goes on in, without its last newline. */
struct record {
	struct ha_slice text;
	uint32_t number; /* of all that say the same */
	size_t next;     /* the place of the next of them, from 1 on; or 0 */
};

struct records {
	struct record *all;
	size_t count;
};

/* How often each text has a line, and how often the merged one is to. */
struct tally {
	size_t has[TEXTS], wanted;
	size_t seen;  /* of those that are looked at now */
	size_t place; /* of the one in OURS that is looked at; 0: none */
};

/* A line that is put behind a number of lines of OURS. */
struct added {
	size_t behind, order;
	struct ha_slice text;
};

struct merge {
	struct records texts[TEXTS];
	struct table numbers;
	struct tally *tallies;
	struct added *added;
	size_t added_count;
};

/* Takes the next line off REST. */
static struct ha_slice
next_record(struct ha_slice *rest)
{
	struct ha_slice from = *rest;
	size_t end = ha_slice_find(from, '\n');

	while (end + 1 < from.size && end > 0 && from.data[end - 1] == '\\')
		end += 1 + ha_slice_find(ha_slice_from(from, end + 1), '\n');
	*rest = ha_slice_from(from, end + 1);
	return ha_slice_head(from, end);
}

static struct tally *
tally_of(struct merge *merge, const struct record *record)
{
	return &merge->tallies[record->number];
}

static void
add_record(struct merge *merge, int text, struct ha_slice line)
{
	struct records *records = &merge->texts[text];
	uint32_t count = merge->numbers.count;
	struct record record = {line, table_add(&merge->numbers, line, count),
				0};

	if (record.number == count) {
		merge->tallies =
		    memory_grow(merge->tallies, count, sizeof(*merge->tallies));
		merge->tallies[count] = (struct tally){.wanted = 0};
	}
	tally_of(merge, &record)->has[text]++;
	records->all =
	    memory_grow(records->all, records->count, sizeof(record));
	records->all[records->count++] = record;
}

static void
split(struct merge *merge, int text, struct ha_slice rest)
{
	while (rest.size > 0)
		add_record(merge, text, next_record(&rest));
}

/* How often the merged text is to have a line. */
static size_t
wanted(const struct tally *tally)
{
	size_t base = tally->has[BASE], theirs = tally->has[THEIRS],
	       ours = tally->has[OURS];

	if (theirs > base)
		return ours > base ? (ours > theirs ? ours : theirs)
				   : ours + (theirs - base);
	if (ours < base)
		return ours < theirs ? ours : theirs;
	return ours > base - theirs ? ours - (base - theirs) : 0;
}

/* Notes where the first of each line is in OURS, and the next. */
static void
find_places(struct merge *merge)
{
	const struct records *ours = &merge->texts[OURS];

	for (size_t i = ours->count; i > 0; i--) {
		struct tally *tally = tally_of(merge, &ours->all[i - 1]);

		ours->all[i - 1].next = tally->place;
		tally->place = i;
	}
}

/* Whether a line of THEIRS, the next of those of TALLY, is to be added. */
static bool
is_added(struct tally *tally)
{
	size_t more = tally->wanted > tally->has[OURS]
			  ? tally->wanted - tally->has[OURS]
			  : 0;

	return ++tally->seen > tally->has[THEIRS] - more;
}

/* Where in OURS a line of THEIRS is, that of TALLY, or BEFORE. */
static size_t
place_of(const struct merge *merge, struct tally *tally, size_t before)
{
	size_t place = tally->place, next;

	if (place == 0)
		return before;
	next = merge->texts[OURS].all[place - 1].next;
	if (next > 0)
		tally->place = next;
	return place;
}

/* Finds what of THEIRS is to be added, and behind what. */
static void
find_added(struct merge *merge)
{
	const struct records *theirs = &merge->texts[THEIRS];
	size_t behind = 0, tail = 0;

	for (size_t i = 0; i < theirs->count; i++) {
		struct tally *tally = tally_of(merge, &theirs->all[i]);
		struct added one = {behind, i, theirs->all[i].text};

		if (!is_added(tally)) {
			behind = place_of(merge, tally, behind);
			tail = merge->added_count;
			continue;
		}
		merge->added =
		    memory_grow(merge->added, merge->added_count, sizeof(one));
		merge->added[merge->added_count++] = one;
	}
	/* behind them is nothing in THEIRS */
	for (; tail < merge->added_count; tail++)
		merge->added[tail].behind = merge->texts[OURS].count;
}

static int
compare(const void *a, const void *b)
{
	const struct added *one = a, *other = b;

	if (one->behind != other->behind)
		return one->behind < other->behind ? -1 : 1;
	return one->order < other->order ? -1 : 1;
}

/* Writes LINE; one that would go on gets an end first. */
static void
write_line(FILE *stream, struct ha_slice line, bool *open)
{
	if (*open)
		fputc('\n', stream);
	fwrite(line.data, 1, line.size, stream);
	fputc('\n', stream);
	*open = line.size > 0 && line.data[line.size - 1] == '\\';
}

static void
write_all(struct merge *merge, FILE *stream)
{
	const struct records *ours = &merge->texts[OURS];
	bool open = false;
	size_t added = 0;

	for (uint32_t i = 0; i < merge->numbers.count; i++)
		merge->tallies[i].seen = 0;
	for (size_t i = 0; i <= ours->count; i++) {
		for (; added < merge->added_count &&
		       merge->added[added].behind == i;
		     added++)
			write_line(stream, merge->added[added].text, &open);
		if (i < ours->count &&
		    tally_of(merge, &ours->all[i])->seen++ <
			tally_of(merge, &ours->all[i])->wanted)
			write_line(stream, ours->all[i].text, &open);
	}
}

/* Merges the texts, which are split. */
static enum merged
merge_all(struct merge *merge)
{
	bool changes = false, both_took = false;

	for (uint32_t i = 0; i < merge->numbers.count; i++) {
		merge->tallies[i].wanted = wanted(&merge->tallies[i]);
		changes |=
		    merge->tallies[i].wanted != merge->tallies[i].has[OURS];
		both_took |=
		    merge->tallies[i].has[BASE] > merge->tallies[i].has[OURS] &&
		    merge->tallies[i].has[BASE] > merge->tallies[i].has[THEIRS];
	}
	find_places(merge);
	find_added(merge);
	if (merge->added_count > 1)
		qsort(merge->added, merge->added_count, sizeof(*merge->added),
		      compare);
	if (!changes)
		return MERGED_OURS;
	/* where others only took it out, or added elsewhere, no harm is done */
	return both_took && merge->added_count > 0 ? MERGED_CLASH : MERGED_BOTH;
}

enum merged
merge_texts(struct ha_slice base, struct ha_slice theirs, struct ha_slice ours,
	    char **text, size_t *size)
{
	struct merge merge = {.added_count = 0};
	FILE *stream = open_memstream(text, size);
	enum merged merged;

	if (!stream)
		memory_out();
	split(&merge, BASE, base);
	split(&merge, THEIRS, theirs);
	split(&merge, OURS, ours);
	merged = merge_all(&merge);
	if (merged != MERGED_OURS)
		write_all(&merge, stream);
	else
		fwrite(ours.data, 1, ours.size, stream);
	if (fclose(stream) != 0)
		memory_out();
	for (int i = 0; i < TEXTS; i++)
		free(merge.texts[i].all);
	table_free(&merge.numbers);
	free(merge.tallies);
	free(merge.added);
	return merged;
}
