/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/named_line.h"

#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <stdlib.h>
#include <string.h>

/* Returns what ENTRY says, to be freed. */
static char *
text_of(const struct entry *entry)
{
	const struct ha_slice parts[] = {entry->daemons, entry->clients,
					 entry->options};
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	if (!stream)
		memory_out();
	for (int i = 0; i < 3; i++) {
		output_escaped(stream, parts[i]);
		fputc('\n', stream);
	}
	if (fclose(stream) != 0)
		memory_out();
	return text;
}

static void
take_rule(void *context, const struct entry *entry)
{
	struct named_line *named = context;

	if (!named->rule && entry->place.line == named->line)
		named->rule = text_of(entry);
}

/* The rules that say the same, and which of them is next to the line. */
struct same {
	const struct named_line *named;
	unsigned long count, line;
};

static unsigned long
distance(unsigned long a, unsigned long b)
{
	return a > b ? a - b : b - a;
}

static void
take_same(void *context, const struct entry *entry)
{
	struct same *same = context;
	unsigned long line = entry->place.line, at = same->named->line;
	char *text = text_of(entry);

	if (strcmp(text, same->named->rule) == 0 &&
	    (same->count++ == 0 ||
	     distance(line, at) < distance(same->line, at)))
		same->line = line;
	free(text);
}

enum ha_status
named_line_find(struct named_line *named, const char *path, const char *file,
		bool deny_file, int64_t now, bool *there)
{
	struct same same = {.named = named};
	enum ha_status status = HA_OK;
	unsigned long broken;

	*there = false;
	if (!named->rule)
		status = entries_read(path, file, deny_file, now, take_rule,
				      named, &broken);
	if (status != HA_OK || !named->rule)
		return status;
	status =
	    entries_read(path, file, deny_file, now, take_same, &same, &broken);
	if (status != HA_OK)
		return status;
	if (named->rules_so == 0)
		named->rules_so = same.count;
	if (same.count < named->rules_so)
		return HA_OK;
	named->line = same.line;
	*there = true;
	return HA_OK;
}

void
named_line_free(struct named_line *named)
{
	free(named->rule);
	named->rule = NULL;
}
