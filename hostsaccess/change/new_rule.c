/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/new_rule.h"

#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <time.h>

void
new_rule_write(const struct new_rule *rule, bool note, FILE *stream)
{
	const struct meet *meet = rule->meet;
	const time_t until = (time_t)rule->until;
	char time[64];
	struct tm parts;

	if (note && rule->note)
		fprintf(stream, "# hostsaccess: %s\n", rule->note);
	fprintf(stream, "%.*s: %.*s", (int)meet->daemon.size, meet->daemon.data,
		(int)meet->client.size, meet->client.data);
	if (rule->until && gmtime_r(&until, &parts) &&
	    strftime(time, sizeof(time), "%FT%H%M%SZ", &parts) > 0)
		fprintf(stream, ": require until=%s", time);
	if (rule->allows == rule->deny_file)
		fputs(rule->allows ? ": allow" : ": deny", stream);
	fputc('\n', stream);
}

struct ha_slice
new_rule_note(const struct new_rule *rule)
{
	return ha_slice_trim(ha_slice_of(rule->note ? rule->note : ""),
			     HA_C_SPACE);
}

static FILE *
open_text(char **text, size_t *size)
{
	FILE *stream = open_memstream(text, size);

	if (!stream)
		memory_out();
	return stream;
}

static void
close_text(FILE *stream)
{
	if (fclose(stream) != 0)
		memory_out();
}

/* Whether the line of TEXT that ends before AT is a note. */
static bool
is_below_note(struct ha_slice text, size_t at)
{
	static const char mark[] = "# hostsaccess:";
	size_t start = at > 0 ? at - 1 : 0;

	while (start > 0 && text.data[start - 1] != '\n')
		start--;
	return at > 0 && ha_slice_is(ha_slice_head(ha_slice_from(text, start),
						   sizeof(mark) - 1),
				     mark);
}

size_t
new_rule_count(const struct new_rule *rule, struct ha_slice text)
{
	char *line;
	size_t size;
	FILE *stream = open_text(&line, &size);
	size_t count = 0;

	new_rule_write(rule, true, stream);
	close_text(stream);
	for (size_t at = 0; at < text.size;) {
		struct ha_slice rest = ha_slice_from(text, at);

		count += ha_slice_same(ha_slice_head(rest, size),
				       (struct ha_slice){line, size}) &&
			 (rule->note || !is_below_note(text, at));
		at += ha_slice_find(rest, '\n') + 1;
	}
	free(line);
	return count;
}

/* Whether the line that OLD ends with goes on: a '\' stands before its end. */
static bool
goes_on(struct ha_slice old)
{
	if (old.size > 0 && old.data[old.size - 1] == '\n')
		old.size--;
	return old.size > 0 && old.data[old.size - 1] == '\\';
}

void
new_rule_insert(const struct new_rule *rule, struct ha_slice old, size_t at,
		char **text, size_t *size)
{
	FILE *stream = open_text(text, size);

	fwrite(old.data, 1, at, stream);
	if (at == old.size && at > 0 &&
	    (old.data[at - 1] != '\n' || goes_on(old)))
		fputc('\n', stream);
	if (!rule->note && is_below_note(old, at))
		fputc('\n', stream); /* it is not for this rule */
	new_rule_write(rule, true, stream);
	fwrite(old.data + at, 1, old.size - at, stream);
	close_text(stream);
}
