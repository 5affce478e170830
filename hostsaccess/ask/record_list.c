/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/ask/record_list.h"

#include "common/rule/pattern.h"
#include "common/rule/syntax.h"
#include "hostsaccess/ask/record_data.h"
#include "hostsaccess/tool/memory.h"

void
record_list_add(struct record *record, const struct ha_step *step)
{
	record->words = memory_grow(record->words, record->word_count,
				    sizeof(*record->words));
	record->words[record->word_count++] = (struct record_word){
	    .text = arena_keep(&record->texts, step->text),
	    .place = record_keep_place(record, step->place),
	    .match = step->match};
}

void
record_list_cut(struct record *record)
{
	record->words_taken = record->word_count;
}

struct ha_slice
record_list_name(const struct record_token *token)
{
	static const struct ha_place nowhere;
	struct ha_slice left, host = token->text;
	bool split = ha_token_split(token->text, &left, &host);
	struct ha_pattern pattern;

	if ((!split && !token->client) || host.size == 0)
		return ha_slice_of("");
	ha_pattern_of_host(host, nowhere, NULL, &pattern);
	return pattern.kind == HA_PATTERN_LIST ? host : ha_slice_of("");
}

/* The words of list file NAME, as it was read last. */
static struct record_words
find(const struct record *record, struct ha_slice name, bool client)
{
	for (size_t i = record->list_count; i > 0; i--) {
		const struct record_list *list = &record->lists[i - 1];

		if (list->client == client && ha_slice_same(list->name, name))
			return list->words;
	}
	return (struct record_words){0};
}

void
record_list_take(struct record *record, struct record_token *token)
{
	size_t first = record->words_taken;
	size_t count = record->word_count - first;
	struct ha_slice name = record_list_name(token);

	token->words = (struct record_words){first, count};
	record->words_taken = record->word_count;
	if (count == 0 && name.size > 0 && token->match != HA_MATCH_NO)
		token->words = find(record, name, token->client);
	if (count == 0)
		return;
	record->lists = memory_grow(record->lists, record->list_count,
				    sizeof(*record->lists));
	record->lists[record->list_count++] =
	    (struct record_list){name, token->client, token->words};
}
