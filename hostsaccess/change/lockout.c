/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/lockout.h"

#include "hostsaccess/guard/guard.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Returns what the guard says of RULES, lines, to be freed. */
static char *
ask(const struct arguments *arguments, const struct ha_rules *rules)
{
	const struct guard_sources sources = guard_sources_of(arguments, false);
	struct arguments asked = *arguments;
	struct findings findings;
	char *said = NULL;
	size_t size;
	FILE *stream = open_memstream(&said, &size);

	if (!stream)
		memory_out();
	asked.rules = *rules;
	asked.given |= ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE;
	findings_begin(&findings, stream, false);
	findings.marks = false;
	guard_check(&findings, NULL, &asked, &sources);
	findings_end(&findings);
	if (fclose(stream) != 0)
		memory_out();
	return said;
}

/* Takes the next line of *SAID; returns whether there is one. */
static bool
next_line(struct ha_slice *said, struct ha_slice *line)
{
	const char *end = memchr(said->data, '\n', said->size);

	if (!end)
		return false;
	*line = ha_slice_head(*said, (size_t)(end - said->data));
	*said = ha_slice_from(*said, line->size + 1);
	return true;
}

/* What LINE says of whom; empty if it is no warning, or not of anybody. */
static struct ha_slice
who(struct ha_slice line)
{
	static const char *const marks[] = {": warning: ", ": error: "},
				 *const ends[] = {" decides by ",
						  " cannot decide",
						  " refuses everybody"};
	const char *at = NULL, *end = NULL;

	for (size_t i = 0; !at && i < 2; i++)
		at = memmem(line.data, line.size, marks[i], strlen(marks[i]));
	if (!at)
		return ha_slice_head(line, 0);
	line = ha_slice_from(line, (size_t)(at - line.data));
	for (size_t i = 0; !end && i < 3; i++)
		end = memmem(line.data, line.size, ends[i], strlen(ends[i]));
	return end ? ha_slice_head(line, (size_t)(end - line.data)) : line;
}

/* Whether SAID has a line about WHOM. */
static bool
has(struct ha_slice said, struct ha_slice whom)
{
	struct ha_slice line;

	while (next_line(&said, &line))
		if (ha_slice_same(who(line), whom))
			return true;
	return false;
}

/* Shows LINE, whose place may be in COPY, for now in the place of FILE. */
static void
show(struct ha_slice line, const char *copy, const char *file)
{
	size_t size = strlen(copy);

	if (line.size > size && line.data[size] == ':' &&
	    ha_slice_is(ha_slice_head(line, size), copy)) {
		output_text(stderr, ha_slice_of(file), false);
		line = ha_slice_from(line, size);
	}
	fwrite(line.data, 1, line.size, stderr);
	fputc('\n', stderr);
}

unsigned long
lockout_count(const char *name, const struct arguments *arguments,
	      const struct ha_rules *rules, const struct ha_rules *new_rules)
{
	bool allow = new_rules->allow_file != rules->allow_file;
	char *before = ask(arguments, rules);
	char *after = ask(arguments, new_rules);
	struct ha_slice rest = ha_slice_of(after), line;
	unsigned long count = 0;

	while (next_line(&rest, &line)) {
		struct ha_slice whom = who(line);

		if (whom.size == 0 || has(ha_slice_of(before), whom))
			continue;
		if (count++ == 0)
			output_message(stderr,
				       "hostsaccess %s: with this change these "
				       "would be refused, who log in here:",
				       name);
		show(line, allow ? new_rules->allow_file : new_rules->deny_file,
		     allow ? rules->allow_file : rules->deny_file);
	}
	free(before);
	free(after);
	return count;
}
