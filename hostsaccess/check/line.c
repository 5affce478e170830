/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/line.h"

#include "hostsaccess/check/guess.h"
#include "hostsaccess/check/mark.h"
#include "hostsaccess/finding/hint.h"

#include <string.h>
#include <unistd.h>

/* How long a logical line of tcp_wrappers may be. */
#define TCP_WRAPPERS_LINE_MAX 2046

static void
find(struct check *check, enum finding_id id, const struct ha_line *line,
     struct ha_slice text)
{
	check_find(check, id,
		   ha_line_place(line, (size_t)(text.data - line->text.data)),
		   text, NULL);
}

static void
find_line(struct check *check, enum finding_id id, struct ha_place place)
{
	const struct ha_slice nothing = {"", 0};

	check_find(check, id, place, nothing, NULL);
}

void
line_check_start(struct check *check, const struct ha_source *source,
		 const struct ha_line *line)
{
	static const char mark[] = {'\xef', '\xbb', '\xbf'};
	char bytes[sizeof(mark)];

	if (line->place.line == 1 &&
	    pread(source->fd, bytes, sizeof(bytes), 0) == sizeof(bytes) &&
	    memcmp(bytes, mark, sizeof(mark)) == 0)
		find_line(check, FINDING_BOM, line->place);
}

/*
 * Whether LINE ends the file without a newline of its own: one that ends in a
 * backslash, with nothing to continue it, has none either.
 */
static bool
lacks_newline(const struct ha_source *source, const struct ha_line *line)
{
	if (line->raw.data[line->raw.size - 1] == '\n')
		return line->text.size > 0;
	return source->given == line->raw.size;
}

void
line_check_end(struct check *check, const struct ha_source *source,
	       const struct ha_line *line)
{
	struct ha_slice text = ha_slice_trim(line->text, HA_C_BLANK);
	struct ha_place whole = line->place;

	whole.column = 0;
	if (line->raw.size > 0 && lacks_newline(source, line))
		find_line(check, FINDING_LAST_NEWLINE, whole);
	if (line->text.size > TCP_WRAPPERS_LINE_MAX)
		find_line(check, FINDING_LINE_LENGTH, whole);
	if (text.size == 0 || text.data[0] == '#' ||
	    text.data[text.size - 1] != '\\')
		return;
	text = ha_slice_from(text, text.size - 1);
	find(check, FINDING_CONTINUATION_BLANK, line, text);
}

/* Words that name daemons: small letters, and ALL. */
static bool
are_daemons(struct ha_slice list)
{
	struct ha_slice word;

	while (ha_token_next(&list, &word)) {
		if (ha_slice_is(word, "ALL") || ha_slice_is(word, "EXCEPT"))
			continue;
		for (size_t i = 0; i < word.size; i++)
			if (word.data[i] >= 'A' && word.data[i] <= 'Z')
				return false;
	}
	return true;
}

/* Whether TEXT of LINE, were it a line, would be a rule that may match. */
static bool
is_live_rule(const struct ha_line *line, struct ha_slice text)
{
	const struct ha_line other = {
	    .text = text, .raw = text, .place = line->place};
	struct ha_slice word;
	struct ha_rule rule;

	if (ha_syntax_parse(&other, NULL, &rule) != HA_SYNTAX_RULE ||
	    !are_daemons(rule.daemons))
		return false;
	while (ha_token_next(&rule.clients, &word))
		if (guess_is_live(word))
			return true;
	return false;
}

/* Whether TEXT, a rule, begins with what hardly is a word of a sentence. */
static bool
has_daemon(struct ha_slice text)
{
	struct ha_slice word;

	text = ha_slice_head(text, ha_slice_find(text, ':'));
	while (ha_token_next(&text, &word))
		if (ha_slice_is(word, "ALL") ||
		    word.data[word.size - 1] == 'd' ||
		    ha_slice_starts(word, ha_slice_of("in.")))
			return true;
	return false;
}

bool
line_check_mark(struct check *check, const struct ha_line *line)
{
	struct ha_slice text = ha_slice_trim(line->text, HA_C_BLANK), rest;
	size_t size = mark_size(text);
	struct hint hint = {.size = 0};
	struct ha_rule rule;
	bool live;

	if (size == 0)
		return false;
	rest = ha_slice_from(text, size);
	live = rest.size > 0 && ha_in_class(rest.data[0], HA_C_SEPARATOR) &&
	       is_live_rule(line, rest) && has_daemon(rest);
	if (live)
		hint_add(&hint, "the rest of the line counts as a rule");
	else if (ha_syntax_parse(line, NULL, &rule) == HA_SYNTAX_RULE)
		hint_add(&hint, "read as a rule, for no daemon that there is");
	else
		hint_add(&hint, "read as a rule without a ':', and ignored");
	check_find(check, FINDING_COMMENT_MARK,
		   ha_line_place(line, (size_t)(text.data - line->text.data)),
		   text, &hint);
	check_tell(check, ha_slice_head(text, size));
	return !live;
}

/* Reports the lines that a comment swallows, if they are none themselves. */
static void
check_swallowed(struct check *check, const struct ha_line *line)
{
	struct ha_slice rest = line->raw;
	struct ha_place place = line->place;

	for (;;) {
		struct ha_slice next;

		rest = ha_slice_from(rest, ha_slice_find(rest, '\n') + 1);
		if (rest.size == 0)
			return;
		place.line++;
		next = ha_slice_head(rest, ha_slice_find(rest, '\n'));
		next = ha_slice_trim(next, HA_C_BLANK);
		if (next.size == 0 || next.data[0] == '#')
			continue;
		place.column = (size_t)(next.data - rest.data) + 1;
		check_find(check, FINDING_COMMENT_CONTINUED, place, next, NULL);
	}
}

void
line_check_comment(struct check *check, const struct ha_line *line)
{
	struct ha_slice text = ha_slice_trim(line->text, HA_C_BLANK);

	if (text.size == 0)
		return;
	if (text.data != line->text.data &&
	    is_live_rule(line, ha_slice_from(text, 1)))
		find(check, FINDING_COMMENT_INDENTED, line, text);
	check_swallowed(check, line);
}

void
line_check_inline(struct check *check)
{
	const struct ha_rule *rule = check->rule;
	struct ha_slice text = rule->line->text;
	size_t end =
	    (size_t)(rule->clients.data - text.data) + rule->clients.size;
	struct ha_slice comment = ha_slice_from(text, end), rest, word;

	if (comment.size == 0 || comment.data[0] != '#' ||
	    rule->clients_comment_colon)
		return;
	rest = comment;
	while (ha_token_next(&rest, &word))
		if (guess_is_live(word)) {
			find(check, FINDING_COMMENT_WORDS, rule->line, word);
			return;
		}
	find(check, FINDING_COMMENT_INLINE, rule->line,
	     ha_slice_trim(comment, HA_C_BLANK));
}

void
line_check_word(struct check *check, const struct ha_line *line,
		struct ha_slice word, struct list_lint *lint)
{
	size_t start = (size_t)(word.data - line->text.data);
	size_t end = start + word.size;

	if (lint->comma ||
	    !((start > 0 && line->text.data[start - 1] == ',') ||
	      (end < line->text.size && line->text.data[end] == ',')))
		return;
	lint->comma = true;
	find(check, FINDING_LIST_FILE, line, word);
}

void
line_check_list_comment(struct check *check, const struct ha_line *line,
			struct ha_slice comment, struct list_lint *lint)
{
	struct ha_slice word;

	while (!lint->comment && ha_token_next(&comment, &word)) {
		if (!guess_is_live(word))
			continue;
		lint->comment = true;
		find(check, FINDING_LIST_COMMENT, line, word);
	}
}
