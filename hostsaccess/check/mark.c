/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/mark.h"

#include "common/decide/report.h"
#include "common/source/source.h"
#include "hostsaccess/check/guess.h"
#include "hostsaccess/check/range.h"
#include "hostsaccess/finding/hint.h"

#include <limits.h>

size_t
mark_size(struct ha_slice text)
{
	static const char *const marks[] = {";", "//", "/*", "--", "<!--"};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		size_t size = strlen(marks[i]);

		if (!ha_slice_starts(text, ha_slice_of(marks[i])))
			continue;
		while (size < text.size && text.data[size] == marks[i][0])
			size++;
		return size;
	}
	return 0;
}

/* What the library makes of TOKEN, a path. */
static enum ha_status
open_path(struct ha_slice token)
{
	char path[PATH_MAX];
	struct ha_source source;
	enum ha_status status;

	if (!ha_slice_copy(token, path, sizeof(path)))
		return HA_ERR_IO;
	status = ha_source_open(&source, path, false);
	if (status == HA_OK)
		ha_source_close(&source);
	return status;
}

/* Whether TOKEN is a sign that stands alone, before words, and in no range. */
static bool
is_sign(const struct check *check, struct ha_slice token)
{
	static const char *const signs[] = {"*/", "(*", "{#", "->",
					    "=>", "==", "%",  "\xe2\x80\xa2"};
	struct hint nowhere = {.size = 0};
	bool found = range_is_dash(token);

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		found = found || ha_slice_is(token, signs[i]);
	return found && range_word_after(check, token).size > 0 &&
	       !range_hint_words(check, token, &nowhere);
}

/* Returns how much of TOKEN, `192.0.2.1;', is a client before a mark, or 0. */
static size_t
size_before(struct ha_slice token)
{
	static const char *const ends[] = {";", "//", "--"};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t size = token.size - strlen(ends[i]);

		if (token.size > strlen(ends[i]) &&
		    ha_slice_ends(token, ha_slice_of(ends[i])) &&
		    guess_is_live(ha_slice_head(token, size)))
			return size;
	}
	return 0;
}

/* No more of a list is looked at: it is, for each word of it. */
#define LIST_MAX 4096

/* Whether REST has words that hardly are addresses, nets or names. */
static bool
has_prose(struct ha_slice rest)
{
	struct ha_slice word;

	rest = ha_slice_head(rest, LIST_MAX);
	while (ha_token_next(&rest, &word))
		if (!ha_slice_any(word, HA_C_DIGIT | HA_C_DOT))
			return true;
	return false;
}

/* Whether TOKEN, of a list of clients or daemons before REST, opens a comment.
 */
static bool
opens(const struct check *check, struct ha_slice token, struct ha_slice rest,
      bool clients)
{
	if (mark_size(token) == 0)
		return clients && check->rule
			   ? is_sign(check, token) ||
				 (size_before(token) > 0 && has_prose(rest))
			   : clients && is_sign(check, token);
	switch (token.data[0]) {
	case ';': /* comments have it in list files */
		return check->rule && clients;
	case '<': /* or a page of HTML */
		return check->rule;
	case '/':
		return !clients || open_path(token) != HA_OK;
	}
	return true;
}

/* So many words are told. */
#define WORDS_MAX 3

/* Adds which words of REST, what stands behind a mark, count as WHAT. */
static void
add_words(struct hint *hint, struct ha_slice rest, const char *what)
{
	char quoted[WORDS_MAX][80];
	struct ha_slice list = rest, word;
	unsigned count = 0;

	while (ha_token_next(&list, &word)) {
		if (!guess_is_live(word) || ha_slice_is(word, "EXCEPT"))
			continue;
		if (count < WORDS_MAX)
			ha_quote(word, quoted[count], sizeof(quoted[count]));
		count++;
	}
	hint_add(hint, "%s", hint->size > 0 ? ", and " : "");
	if (count == 0)
		hint_add(hint, "the words");
	for (unsigned i = 0; i < count && i < WORDS_MAX; i++)
		hint_add(hint, "%s%s", i > 0 ? ", " : "", quoted[i]);
	if (count > WORDS_MAX)
		hint_add(hint, " and %u more", count - WORDS_MAX);
	hint_add(hint, " behind it %s %s",
		 count == 1 ? "is one of the" : "count as", what);
}

/* Says of TOKEN at PLACE, a mark, which words of REST, behind it, count. */
static void
report(struct check *check, struct ha_slice token, struct ha_place place,
       struct ha_slice rest, bool clients)
{
	struct hint hint = {.size = 0};

	if (clients && token.data[0] == '/')
		hint_add(&hint, open_path(token) == HA_ABSENT
				    ? "it is read as a list file that is not "
				      "there"
				    : "it is read as a list file, so that "
				      "whoever comes to it is refused");
	if (size_before(token) > 0)
		hint_add(&hint, "nobody matches it");
	if (!ha_slice_all(rest, HA_C_SEPARATOR))
		add_words(&hint, rest, clients ? "clients" : "daemons");
	check_find(check, FINDING_COMMENT_MARK, place, token, &hint);
	check_tell(check,
		   (struct ha_slice){token.data, token.size + rest.size});
}

/* Checks LIST of the rule, in which CLIENTS stand, or daemons. */
static void
check_list(struct check *check, struct ha_slice list, bool clients)
{
	struct ha_slice rest = list, token;

	while (ha_token_next(&rest, &token))
		if (!check_is_told(check, token) &&
		    opens(check, token, rest, clients)) {
			report(check, token, ha_rule_place(check->rule, token),
			       rest, clients);
			return;
		}
}

void
mark_check_rule(struct check *check)
{
	check_list(check, check->rule->daemons, false);
	check_list(check, check->rule->clients, true);
}

bool
mark_check_word(struct check *check, const struct ha_line *line,
		struct ha_slice word)
{
	size_t start = (size_t)(word.data - line->text.data);
	struct ha_slice rest = ha_slice_from(line->text, start + word.size);

	if (check_is_told(check, word))
		return true;
	if (!opens(check, word, rest, true))
		return false;
	report(check, word, ha_line_place(line, start), rest, true);
	return true;
}
