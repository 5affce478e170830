/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/tokens.h"

#include "hostsaccess/ask/record.h"
#include "hostsaccess/explain/words.h"

#include <string.h>

/* How many tokens that do not match are shown. */
#define TOKENS_SHOWN 6
/* How wide the column of tokens may get. */
#define COLUMN_MAX 28

static const char *
match_word(enum ha_match match)
{
	switch (match) {
	case HA_MATCH_NO:
	case HA_MATCH_UNLIKELY:
	case HA_MATCH_UNREAD:
		return "does not match";
	case HA_MATCH_YES:
		return "matches";
	case HA_MATCH_NUL:
		return "may match, by a line that holds a NUL byte";
	case HA_MATCH_HOST_BITS:
		return "matches as a net, not as a host";
	case HA_MATCH_UNCONFIRMED:
		return "may match, by what nobody has confirmed";
	case HA_MATCH_MALFORMED:
		return "cannot be read";
	case HA_MATCH_NO_USER:
	case HA_MATCH_TIME:
	case HA_MATCH_FAILED:
		break;
	}
	return "could not be found out";
}

/* The same of a condition of `require`. */
static const char *
holds_word(enum ha_match match)
{
	switch (match) {
	case HA_MATCH_YES:
		return "holds";
	case HA_MATCH_NO:
		return "does not hold";
	case HA_MATCH_NO_USER:
		return "is not certain: there is no user yet";
	case HA_MATCH_TIME:
		return "is not certain, by the clock";
	default:
		return match_word(match);
	}
}

/* Whether RULE has exceptions, and none of them is for this client. */
static bool
is_no_exception(const struct record *record, const struct record_rule *rule)
{
	const struct record_token *last;

	if (rule->token_count == 0 || rule->match != HA_MATCH_YES)
		return false;
	last = &record->tokens[rule->first_token + rule->token_count - 1];
	return last->client && last->group % 2 == 1;
}

/* How wide TOKEN is where it is shown with its EXCEPT. */
static size_t
width_of(const struct record_token *token)
{
	return explain_width(token->text) +
	       (token->group > 0 ? strlen("EXCEPT ") : 0);
}

/* A word of the list file that the token above it names. */
static void
put_word(FILE *stream, const struct record *record,
	 const struct record_word *word)
{
	fputs("        ", stream);
	explain_place(stream, word->place);
	fputs(" has ", stream);
	explain_quote(stream, word->text);
	fputs(", ", stream);
	explain_words(stream, word->text, true, record->no_conditions);
	fprintf(stream, ": %s\n", match_word(word->match));
}

/* TOKEN, what it stands for, and the words of its list file. */
static void
put_token(FILE *stream, const struct record *record,
	  const struct record_token *token, size_t column)
{
	size_t end = token->words.first + token->words.count;
	size_t width = width_of(token);

	fputs(token->group > 0 ? "    EXCEPT " : "    ", stream);
	explain_quote(stream, token->text);
	fprintf(stream, "%*s  ", width < column ? (int)(column - width) : 0,
		"");
	explain_words(stream, token->text, token->client,
		      record->no_conditions);
	fprintf(stream, ": %s\n", match_word(token->match));
	for (size_t i = token->words.first; i < end; i++)
		put_word(stream, record, &record->words[i]);
}

/* How wide the column of the tokens of RULE is; longer ones stick out. */
static size_t
column_of(const struct record *record, const struct record_rule *rule)
{
	size_t column = 0;

	for (size_t i = 0; i < rule->token_count; i++) {
		const struct record_token *token =
		    &record->tokens[rule->first_token + i];
		size_t width = width_of(token);

		if (width <= COLUMN_MAX && width > column)
			column = width;
	}
	return column;
}

/* What RULE requires besides. */
static void
put_conditions(FILE *stream, const struct record *record,
	       const struct record_rule *rule)
{
	for (size_t i = 0; i < rule->condition_count; i++) {
		const struct record_condition *condition =
		    &record->conditions[rule->first_condition + i];

		fputs("    requires ", stream);
		explain_quote(stream, condition->text);
		fprintf(stream, ": %s\n", holds_word(condition->match));
	}
}

void
explain_tokens(FILE *stream, const struct record *record,
	       const struct record_rule *rule)
{
	const struct record_token *tokens = record->tokens + rule->first_token;
	unsigned long others = 0, left_out = 0;
	size_t column = column_of(record, rule);

	for (size_t i = 0; i < rule->token_count; i++) {
		if (tokens[i].match == HA_MATCH_NO && ++others > TOKENS_SHOWN)
			left_out++;
		else
			put_token(stream, record, &tokens[i], column);
	}
	if (left_out > 0)
		fprintf(stream, "    (and %lu more, which do not match)\n",
			left_out);
	if (is_no_exception(record, rule))
		fputs("No exception (EXCEPT) is for this client.\n", stream);
	put_conditions(stream, record, rule);
}
