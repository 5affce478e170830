/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/rules/hits.h"

#include "common/decide/verdict.h"
#include "common/option/option.h"
#include "hostsaccess/past/decision.h"
#include "hostsaccess/rules/entry.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

/* Whether RULE says how loudly it is logged. */
static bool
has_severity(const struct ha_rule *rule)
{
	struct ha_option_field field = {.followed = rule->has_options};
	struct ha_slice rest = rule->options;

	while (field.followed) {
		ha_option_next(&rest, &field);
		if (ha_slice_is(field.keyword, "severity"))
			return true;
	}
	return false;
}

/* Makes *EXCERPT of the text of ENTRY, as the log has it; returns its line. */
static unsigned long
read_text(const struct entry *entry, struct ha_excerpt *excerpt)
{
	struct ha_slice text =
	    ha_slice_trim(entry->rule->line->text, HA_C_BLANK);

	ha_excerpt_set(excerpt, text);
	return ha_rule_place(entry->rule, text).line;
}

/* Adds ENTRY to CONTEXT, the hits, as a rule of its last file: entry_fn. */
static void
add(void *context, const struct entry *entry)
{
	struct hits *hits = context;
	struct hits_file *file = &hits->files[hits->file_count - 1];
	struct ha_excerpt excerpt;
	struct hit hit = {.file = file->file,
			  .line = read_text(entry, &excerpt),
			  .is_told = strcmp(entry->decision, "allow") != 0 ||
				     has_severity(entry->rule)};

	hit.text = arena_keep(&hits->texts,
			      (struct ha_slice){excerpt.bytes, excerpt.size});
	hit.like = table_add(&file->texts, hit.text, (uint32_t)hits->count);
	if (hit.like < hits->count)
		hits->all[hit.like].is_twin = true;
	hits->all = memory_grow(hits->all, hits->count, sizeof(*hits->all));
	hits->all[hits->count++] = hit;
	file->count++;
}

static struct hits_file *
find_file(const struct hits *hits, struct ha_slice file)
{
	for (size_t i = 0; i < hits->file_count; i++)
		if (ha_slice_same(ha_slice_of(hits->files[i].file), file))
			return &hits->files[i];
	return NULL;
}

enum ha_status
hits_add_file(struct hits *hits, const char *file, bool deny_file)
{
	enum ha_status status;
	unsigned long broken;

	if (find_file(hits, ha_slice_of(file)))
		return HA_OK;
	hits->files =
	    memory_grow(hits->files, hits->file_count, sizeof(*hits->files));
	hits->files[hits->file_count++] = (struct hits_file){
	    .file = arena_keep(&hits->texts, ha_slice_of(file)).data,
	    .first = hits->count};
	status = entries_read(file, file, deny_file, (int64_t)time(NULL), add,
			      hits, &broken);
	memory_check(status);
	return status;
}

/* Lines of a file grow from rule to rule. */
static struct hit *
find_line(const struct hits *hits, const struct hits_file *file,
	  unsigned long line)
{
	size_t low = file->first, high = file->first + file->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (hits->all[middle].line == line)
			return &hits->all[middle];
		if (hits->all[middle].line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Whether HIT has the text of DECISION, as far as the log has that. */
static bool
has_text(const struct hit *hit, const struct decision *decision)
{
	struct ha_slice text = hit->text;

	if (decision->is_cut)
		text = ha_slice_head(text, decision->text.size);
	return decision->text.size > 0 && ha_slice_same(text, decision->text);
}

struct hit *
hits_find(const struct hits *hits, const struct decision *decision)
{
	const struct hits_file *file = NULL;
	struct hit *hit;
	uint32_t like;

	if (decision->file.data)
		file = find_file(hits, decision->file);
	if (!file)
		return NULL;
	hit = find_line(hits, file, decision->line);
	if (hit && has_text(hit, decision))
		return hit;
	/* What was cut may have gone on in many ways. */
	if (decision->is_cut)
		return NULL;
	like = table_find(&file->texts, decision->text);
	if (like == TABLE_NONE || hits->all[like].is_twin)
		return NULL;
	return &hits->all[like];
}

struct hit *
hits_of(const struct hits *hits, const char *file, unsigned long line)
{
	const struct hits_file *of = find_file(hits, ha_slice_of(file));

	return of ? find_line(hits, of, line) : NULL;
}

struct hit *
hits_of_entry(const struct hits *hits, const struct entry *entry)
{
	struct ha_excerpt excerpt;
	unsigned long line = read_text(entry, &excerpt);
	struct hit *hit = hits_of(hits, entry->place.file, line);

	return hit && ha_slice_same(hit->text, (struct ha_slice){excerpt.bytes,
								 excerpt.size})
		   ? hit
		   : NULL;
}

void
tallies_add(struct tallies *tallies, const struct decision *decision,
	    unsigned long times, time_t when)
{
	if (decision->kind == EVENT_ALLOWED)
		tallies->allowed += times;
	else if (decision->is_trial)
		tallies->would_refuse += times;
	else
		tallies->refused += times;
	if (when > tallies->last)
		tallies->last = when;
}

unsigned long
tallies_count(const struct tallies *tallies)
{
	return tallies->refused + tallies->would_refuse + tallies->allowed;
}

void
hits_free(struct hits *hits)
{
	for (size_t i = 0; i < hits->file_count; i++)
		table_free(&hits->files[i].texts);
	free(hits->files);
	free(hits->all);
	arena_free(&hits->texts);
}
