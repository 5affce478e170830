/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/shell.h"

#include "hostsaccess/finding/hint.h"

/* Whether TEXT begins with a command that prints or edits. */
static bool
begins_command(struct ha_slice text)
{
	static const char *const commands[] = {"echo", "printf", "sudo", "cat",
					       "tee",  "sed",    "su",   "sh",
					       "bash", "grep"};
	struct ha_slice word;

	ha_token_next(&text, &word);
	if (ha_slice_is(word, "$") || ha_slice_is(word, "#"))
		ha_token_next(&text, &word);
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (ha_slice_is(word, commands[i]))
			return true;
	return false;
}

/* Whether TEXT has what sends the output of a command elsewhere. */
static bool
redirects(struct ha_slice text)
{
	struct ha_slice word;

	while (ha_token_next(&text, &word))
		if (word.data[0] == '>' || word.data[0] == '|' ||
		    ha_slice_starts(word, ha_slice_of("<<")) ||
		    ha_slice_is(word, "-i"))
			return true;
	return false;
}

/* Returns what TEXT has in quotes, or nothing. */
static struct ha_slice
quoted(struct ha_slice text)
{
	size_t single = ha_slice_find(text, '\'');
	size_t start = ha_slice_find(text, '"');
	struct ha_slice rest;

	if (single < start)
		start = single;
	if (start == text.size)
		return (struct ha_slice){"", 0};
	rest = ha_slice_from(text, start + 1);
	return ha_slice_head(rest, ha_slice_find(rest, text.data[start]));
}

void
shell_check(struct check *check, const struct ha_line *line)
{
	struct ha_slice text = ha_slice_trim(line->text, HA_C_BLANK), rule;
	struct hint hint = {.size = 0};
	size_t colon;

	if (text.size == 0 || text.data[0] == '#' || !begins_command(text) ||
	    !redirects(text))
		return;
	rule = quoted(text);
	colon = ha_slice_find(rule, ':');
	if (colon < rule.size && ha_slice_all(ha_slice_head(rule, colon),
					      HA_C_HOST_NAME | HA_C_SEPARATOR))
		hint_mean(&hint, rule);
	check_find(check, FINDING_SHELL_COMMAND,
		   ha_line_place(line, (size_t)(text.data - line->text.data)),
		   text, &hint);
	check_tell(check, text);
}
