/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/merge_record.h"

#include "hostsaccess/tool/memory.h"

#include <stdlib.h>

/* Takes the next line off REST. */
static struct ha_slice
next_line(struct ha_slice *rest)
{
	struct ha_slice from = *rest;
	size_t end = ha_slice_find(from, '\n');

	while (end + 1 < from.size && end > 0 && from.data[end - 1] == '\\')
		end += 1 + ha_slice_find(ha_slice_from(from, end + 1), '\n');
	*rest = ha_slice_from(from, end + 1);
	return ha_slice_head(from, end);
}

static enum record_kind
kind_of(struct ha_slice line)
{
	static const char mark[] = "# hostsaccess:";

	line = ha_slice_trim(line, HA_C_SPACE);
	if (line.size == 0)
		return RECORD_BLANK;
	if (line.data[0] != '#')
		return RECORD_RULE;
	return ha_slice_is(ha_slice_head(line, sizeof(mark) - 1), mark)
		   ? RECORD_NOTE
		   : RECORD_COMMENT;
}

/* Takes the next record off REST.  A note of a blank line is of nothing. */
static struct record
next_record(struct ha_slice *rest)
{
	struct ha_slice from = *rest, line = next_line(rest), left = *rest;
	struct record record = {line, line, 0, 0, kind_of(line)};

	while (record.kind == RECORD_NOTE && left.size > 0) {
		enum record_kind kind;

		line = next_line(&left);
		kind = kind_of(line);
		if (kind == RECORD_BLANK)
			break;
		record.kind = kind;
		record.line = line;
		record.text = ha_slice_head(
		    from, (size_t)(line.data - from.data) + line.size);
		*rest = left;
	}
	return record;
}

/*
 * What TEXT says: one that would go on at the end of its file says the same
 * where an empty line follows.
 */
static uint32_t
number_of(struct table *numbers, struct ha_slice text)
{
	if (text.size > 1 && text.data[text.size - 1] == '\n' &&
	    text.data[text.size - 2] == '\\')
		text.size--;
	if (text.size == 0)
		text = ha_slice_of("\n"); /* no other begins with that */
	return table_add(numbers, text, numbers->count);
}

void
records_split(struct ha_slice text, struct table *numbers,
	      struct records *records)
{
	*records = (struct records){NULL, 0};
	while (text.size > 0) {
		struct record record = next_record(&text);

		record.number = number_of(numbers, record.text);
		record.rule = number_of(numbers, record.line);
		records->all =
		    memory_grow(records->all, records->count, sizeof(record));
		records->all[records->count++] = record;
	}
}

/* LINE as one, to be freed. */
static struct ha_slice
join(struct ha_slice line)
{
	char *text = memory_copy(line);
	size_t size = 0;

	for (size_t i = 0; i < line.size; i++) {
		if (line.data[i] == '\\' && i + 1 < line.size &&
		    line.data[i + 1] == '\n')
			i++;
		else
			text[size++] = line.data[i];
	}
	return (struct ha_slice){text, size};
}

/* OPTION without the comment behind it. */
static struct ha_slice
without_comment(struct ha_slice option)
{
	for (size_t i = 1; i < option.size; i++)
		if (option.data[i] == '#' &&
		    ha_in_class(option.data[i - 1], HA_C_BLANK))
			option.size = i;
	return ha_slice_trim(option, HA_C_SPACE);
}

/* The last option of LINE, which goes on nowhere; empty if it has none. */
static struct ha_slice
last_option(struct ha_slice line)
{
	size_t colons = 0, start = 0;

	for (size_t i = 1; i < line.size; i++)
		if (line.data[i] == ':' && line.data[i - 1] != '\\') {
			colons++;
			start = i + 1;
		}
	return without_comment(
	    ha_slice_from(line, colons > 1 ? start : line.size));
}

bool
record_refuses(const struct record *record, bool deny_file)
{
	struct ha_slice line, option;
	bool refuses;

	if (record->kind != RECORD_RULE)
		return false;
	line = join(record->line);
	option = last_option(line);
	refuses = ha_slice_is(option, "deny") ||
		  (deny_file && !ha_slice_is(option, "allow"));
	free((char *)line.data);
	return refuses;
}
