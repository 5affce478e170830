/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/indexes.h"

#include "hostsaccess/ask/record_list.h"
#include "hostsaccess/index/state.h"
#include "hostsaccess/tool/output.h"

#include <limits.h>

/* Takes the large files of a record, one after the other. */
struct walk {
	const struct record *record;
	bool strict;
	size_t at;
	char file[PATH_MAX];
	struct ha_index_use use;
	enum ha_index_state state;
	const char *words;
};

/* Takes FILE; returns whether it is large. */
static bool
take(struct walk *walk, struct ha_slice file, bool rules)
{
	walk->use = (struct ha_index_use){rules, walk->strict};
	if (!ha_slice_copy(file, walk->file, sizeof(walk->file)))
		return false;
	walk->state = index_state(walk->file, walk->use);
	walk->words = index_state_words(walk->state, walk->use);
	return walk->state != HA_INDEX_SMALL;
}

/* Whether a token before NUMBER names the same list file. */
static bool
is_known(const struct record *record, size_t number, struct ha_slice name)
{
	for (size_t i = 0; i < number; i++)
		if (ha_slice_same(record_list_name(&record->tokens[i]), name))
			return true;
	return false;
}

/* Goes to the next large file; returns false if there is none. */
static bool
next(struct walk *walk)
{
	const struct record *record = walk->record;

	for (; walk->at < record->file_count; walk->at++) {
		const struct record_file *file = &record->files[walk->at];

		if (!file->absent &&
		    take(walk, ha_slice_of(file->name), true)) {
			walk->at++;
			return true;
		}
	}
	while (walk->at < record->file_count + record->token_count) {
		size_t number = walk->at++ - record->file_count;
		struct ha_slice name =
		    record_list_name(&record->tokens[number]);

		if (name.size > 0 && !is_known(record, number, name) &&
		    take(walk, name, false))
			return true;
	}
	return false;
}

void
explain_indexes(FILE *stream, const struct record *record,
		const struct ha_rules *rules)
{
	struct walk walk = {.record = record, .strict = rules->strict};

	for (bool first = true; next(&walk); first = false) {
		if (first)
			fputs("\nLarge files\n", stream);
		fputs("  ", stream);
		output_escaped(stream, ha_slice_of(walk.file));
		if (walk.state == HA_INDEX_VALID)
			fputs(": a login finds its lines by the index\n",
			      stream);
		else
			fprintf(stream,
				": a login reads all of it; the index is %s\n",
				walk.words);
	}
}

void
explain_indexes_json(struct json *json, const struct record *record,
		     const struct ha_rules *rules)
{
	struct walk walk = {.record = record, .strict = rules->strict};
	bool some = false;

	while (next(&walk)) {
		if (!some)
			json_array(json, "indexes");
		some = true;
		json_object(json, NULL);
		json_string(json, "file", walk.file);
		json_bool(json, "used", walk.state == HA_INDEX_VALID);
		json_string(json, "index", walk.words);
		json_object_end(json);
	}
	if (some)
		json_array_end(json);
}
