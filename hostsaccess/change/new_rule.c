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
		fprintf(stream, rule->allows ? ": allow" : ": deny");
	fputc('\n', stream);
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

bool
new_rule_is_in(const struct new_rule *rule, struct ha_slice text)
{
	char *line;
	size_t size;
	FILE *stream = open_text(&line, &size);
	bool is = false;

	new_rule_write(rule, false, stream);
	close_text(stream);
	for (size_t at = 0; !is && at < text.size;) {
		struct ha_slice rest = ha_slice_from(text, at);

		at += ha_slice_find(rest, '\n') + 1;
		is = ha_slice_same(ha_slice_head(rest, size),
				   (struct ha_slice){line, size});
	}
	free(line);
	return is;
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
	new_rule_write(rule, true, stream);
	fwrite(old.data + at, 1, old.size - at, stream);
	close_text(stream);
}
