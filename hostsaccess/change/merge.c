/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/merge.h"

#include "hostsaccess/change/merge_chunk.h"
#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>

static const char order_mark[] = "\xef\xbb\xbf";

/* Takes the byte order mark off TEXT; returns whether it has one. */
static bool
take_order_mark(struct ha_slice *text)
{
	struct ha_slice mark = ha_slice_of(order_mark);

	if (!ha_slice_same(ha_slice_head(*text, mark.size), mark))
		return false;
	*text = ha_slice_from(*text, mark.size);
	return true;
}

/* Makes records of the TEXTS, and finds those of the first in the others. */
static void
begin(struct merging *merging, const struct ha_slice texts[TEXTS])
{
	const struct records *records = merging->texts;

	for (int i = 0; i < TEXTS; i++) {
		records_split(texts[i], &merging->numbers, &merging->texts[i]);
		if (i == BASE)
			merging->base_numbers = merging->numbers.count;
	}
	for (int i = THEIRS; i < TEXTS; i++)
		match_records(&records[BASE], &records[i],
			      merging->numbers.count, &merging->matches[i]);
	for (size_t i = 0; i < records[THEIRS].count; i++)
		pieces_add(&merging->theirs, &records[THEIRS].all[i], false);
	merging->first = memory_resize(NULL, merging->numbers.count,
				       sizeof(*merging->first));
	for (size_t i = 0; i < merging->numbers.count; i++)
		merging->first[i] = MATCH_NONE;
	merging->next =
	    memory_resize(NULL, records[OURS].count, sizeof(*merging->next));
	merging->stays =
	    memory_resize(NULL, records[OURS].count, sizeof(*merging->stays));
	merging->ahead =
	    memory_resize(NULL, records[THEIRS].count, sizeof(*merging->ahead));
}

static void
end(struct merging *merging)
{
	for (int i = 0; i < TEXTS; i++) {
		free(merging->texts[i].all);
		matches_free(&merging->matches[i]);
	}
	table_free(&merging->numbers);
	free(merging->theirs.all);
	free(merging->merged.all);
	free(merging->first);
	free(merging->next);
	free(merging->stays);
	free(merging->ahead);
}

/*
 * Sets AT to where record BASE of the first text is in each.  Returns whether
 * all have it; the end they have.
 */
static bool
is_common(const struct merging *merging, size_t base, size_t at[TEXTS])
{
	at[BASE] = base;
	for (int i = THEIRS; i < TEXTS; i++)
		at[i] = base < merging->texts[BASE].count
			    ? merging->matches[i].of_base[base]
			    : merging->texts[i].count;
	return at[THEIRS] != MATCH_NONE && at[OURS] != MATCH_NONE;
}

static void
merge_all(struct merging *merging)
{
	struct chunk chunk = {{0, 0, 0}, {0, 0, 0}};

	for (size_t i = 0; i <= merging->texts[BASE].count; i++) {
		if (!is_common(merging, i, chunk.to))
			continue;
		chunk_merge(merging, &chunk);
		if (i < merging->texts[BASE].count)
			pieces_add(&merging->merged,
				   &merging->texts[OURS].all[chunk.to[OURS]],
				   false);
		for (int text = 0; text < TEXTS; text++)
			chunk.from[text] = chunk.to[text] + 1;
	}
	merging->clash |= !order_is_kept(&merging->theirs, &merging->merged,
					 merging->base_numbers);
}

/* Whether the records of OURS are what is merged. */
static bool
is_ours(const struct merging *merging)
{
	const struct records *ours = &merging->texts[OURS];

	if (merging->merged.count != ours->count)
		return false;
	for (size_t i = 0; i < ours->count; i++)
		if (merging->merged.all[i].record->number !=
		    ours->all[i].number)
			return false;
	return true;
}

/* Whether RECORD goes on, or is for, what stands behind it. */
static bool
is_open(const struct record *record)
{
	struct ha_slice text = record->text;

	return record->kind == RECORD_NOTE ||
	       (text.size > 0 && text.data[text.size - 1] == '\\');
}

static void
write_merged(const struct merging *merging, FILE *stream)
{
	const struct record *before = NULL;

	for (size_t i = 0; i < merging->merged.count; i++) {
		const struct record *record = merging->merged.all[i].record;

		if (before && is_open(before) &&
		    (before->kind != RECORD_NOTE ||
		     record->kind != RECORD_BLANK))
			fputc('\n', stream);
		fwrite(record->text.data, 1, record->text.size, stream);
		fputc('\n', stream);
		before = record;
	}
}

/* Merges TEXTS, without their marks, to STREAM; WHOLE is OURS with its one. */
static enum merged
merge_to(const struct ha_slice texts[TEXTS], struct ha_slice whole, bool mark,
	 bool deny_file, FILE *stream)
{
	struct merging merging = {.deny_file = deny_file};
	bool ours;

	begin(&merging, texts);
	merging.clash = texts[THEIRS].size == 0 && texts[BASE].size > 0;
	ours = merging.clash;
	if (!ours) {
		merge_all(&merging);
		ours = is_ours(&merging);
	}
	if (ours) {
		fwrite(whole.data, 1, whole.size, stream);
	} else {
		fputs(mark ? order_mark : "", stream);
		write_merged(&merging, stream);
	}
	end(&merging);
	if (merging.clash)
		return MERGED_CLASH;
	return ours ? MERGED_OURS : MERGED_BOTH;
}

enum merged
merge_texts(struct ha_slice base, struct ha_slice theirs, struct ha_slice ours,
	    bool deny_file, char **text, size_t *size)
{
	struct ha_slice texts[TEXTS] = {base, theirs, ours};
	FILE *stream = open_memstream(text, size);
	bool marks[TEXTS];
	enum merged merged;

	if (!stream)
		memory_out();
	for (int i = 0; i < TEXTS; i++)
		marks[i] = take_order_mark(&texts[i]);
	merged =
	    merge_to(texts, ours, ours.size > 0 ? marks[OURS] : marks[THEIRS],
		     deny_file, stream);
	if (fclose(stream) != 0)
		memory_out();
	return merged;
}
