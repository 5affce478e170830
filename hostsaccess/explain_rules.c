/* SPDX-License-Identifier: BSD-3-Clause */
#include "explain_rules.h"

#include "explain_record.h"
#include "explain_words.h"

#include <string.h>

/* How many tokens that do not match, and rules of one file, are shown. */
#define TOKENS_SHOWN 6
#define RULES_SHOWN 10
/* How wide the column of tokens may get. */
#define COLUMN_MAX 28

/* What became of a rule. */
enum fate {
	FATE_DECIDES,
	FATE_HELD, /* it matches, or may, and does not count */
	FATE_OTHER_DAEMON,
	FATE_OTHER_CLIENT,
	FATE_EXCEPTED,
};

/* The exception that keeps RULE from matching, or NULL. */
static const struct record_token *
exception_of(const struct record *record, const struct record_rule *rule)
{
	const struct record_token *last = NULL;

	for (size_t i = 0; i < rule->token_count; i++) {
		const struct record_token *token =
		    &record->tokens[rule->first_token + i];

		if (token->word || token->match == HA_MATCH_NO)
			continue;
		last = token;
	}
	return last && last->group % 2 ? last : NULL;
}

/* Whether the client list of RULE was looked at. */
static bool
has_client_token(const struct record *record, const struct record_rule *rule)
{
	for (size_t i = rule->token_count; i > 0; i--)
		if (record->tokens[rule->first_token + i - 1].client)
			return true;
	return false;
}

static enum fate
fate_of(const struct record *record, const struct record_rule *rule)
{
	if (rule->decides)
		return FATE_DECIDES;
	if (rule->match != HA_MATCH_NO)
		return FATE_HELD;
	if (exception_of(record, rule))
		return FATE_EXCEPTED;
	return has_client_token(record, rule) ? FATE_OTHER_CLIENT
					      : FATE_OTHER_DAEMON;
}

static const char *
match_word(enum ha_match match)
{
	switch (match) {
	case HA_MATCH_NO:
	case HA_MATCH_UNLIKELY:
		return "does not match";
	case HA_MATCH_YES:
		return "matches";
	case HA_MATCH_NUL:
		return "matches, in a line that holds a NUL byte";
	case HA_MATCH_HOST_BITS:
		return "matches as a net, not as a host";
	case HA_MATCH_UNCONFIRMED:
		return "may match, by what nobody has confirmed";
	case HA_MATCH_FAILED:
		break;
	}
	return "could not be found out";
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
put_word(FILE *stream, const struct record_token *word)
{
	fputs("        ", stream);
	explain_place(stream, word->place);
	fputs(" has ", stream);
	explain_quote(stream, word->text);
	fputs(", ", stream);
	explain_words(stream, word->text, true);
	fprintf(stream, ": %s\n", match_word(word->match));
}

/*
 * A list file is read once, and its words are told of with the token that
 * names it first.  Returns that token, if it is not TOKEN itself, and how many
 * words stand before it; else NULL.
 */
static const struct record_token *
told_before(const struct record *record, const struct record_token *token,
	    size_t *count)
{
	*count = 0;
	if (!token->client || token->match == HA_MATCH_NO ||
	    token->text.data[0] != '/')
		return NULL;
	for (const struct record_token *at = record->tokens; at < token; at++) {
		if (at->word)
			++*count;
		else if (*count > 0 && ha_slice_equal(at->text, token->text))
			return at;
		else
			*count = 0;
	}
	return NULL;
}

/* TOKEN, what it stands for, and the COUNT words of its file before it. */
static void
put_token(FILE *stream, const struct record_token *token,
	  const struct record_token *told, size_t count, size_t column)
{
	size_t width = width_of(token);

	fputs(token->group > 0 ? "    EXCEPT " : "    ", stream);
	explain_quote(stream, token->text);
	fprintf(stream, "%*s  ", width < column ? (int)(column - width) : 0,
		"");
	explain_words(stream, token->text, token->client);
	fprintf(stream, ": %s\n", match_word(token->match));
	for (; count > 0; count--)
		put_word(stream, told - count);
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

		if (!token->word && width <= COLUMN_MAX && width > column)
			column = width;
	}
	return column;
}

void
explain_tokens(FILE *stream, const struct record *record,
	       const struct record_rule *rule)
{
	const struct record_token *tokens = record->tokens + rule->first_token;
	unsigned long others = 0, left_out = 0;
	size_t column = column_of(record, rule), words = 0;
	const struct record_token *told = NULL;

	for (size_t i = 0; i < rule->token_count; i++) {
		if (tokens[i].word) {
			words++;
			continue;
		}
		if (words > 0)
			told = &tokens[i];
		else if (!told) /* once: it takes a look at all tokens */
			told = told_before(record, &tokens[i], &words);
		if (tokens[i].match == HA_MATCH_NO && ++others > TOKENS_SHOWN)
			left_out++;
		else
			put_token(stream, &tokens[i], told, words, column);
		words = 0;
	}
	if (left_out > 0)
		fprintf(stream, "    (and %lu more, which do not match)\n",
			left_out);
	if (is_no_exception(record, rule))
		fputs("No exception (EXCEPT) is for this client.\n", stream);
}

/* The tokens of the client list, or of the daemon list, of RULE. */
static void
put_list(FILE *stream, const struct record *record,
	 const struct record_rule *rule, bool client)
{
	unsigned long count = 0;

	for (size_t i = 0; i < rule->token_count; i++) {
		const struct record_token *token =
		    &record->tokens[rule->first_token + i];

		if (token->word || token->client != client || ++count > 3)
			continue;
		fputs(count > 1 ? "; " : "", stream);
		explain_words(stream, token->text, client);
	}
	if (count > 3)
		fprintf(stream, "; and %lu more", count - 3);
}

/* Why a rule that matches, or may, does not count. */
static const char *
held_words(const struct record *record, const struct record_rule *rule)
{
	for (size_t i = 0; i < rule->effect_count; i++)
		if (strcmp(record->effects[rule->first_effect + i].option,
			   "aclexec") == 0)
			return "matches, but its command (aclexec) has the "
			       "last word, and is not run";
	switch (rule->match) {
	case HA_MATCH_NO:
	case HA_MATCH_UNLIKELY:
	case HA_MATCH_YES:
		break;
	case HA_MATCH_NUL:
		return "would allow, but a line that holds a NUL byte never "
		       "does";
	case HA_MATCH_HOST_BITS:
		return "would allow, but only if the bits behind the mask "
		       "are left out";
	case HA_MATCH_UNCONFIRMED:
		return "would allow, but by a name or an address that nobody "
		       "has confirmed";
	case HA_MATCH_FAILED:
		return "would allow, but a look-up that it needs failed";
	}
	return "would allow, but behind a command that was not run only "
	       "rules that refuse count";
}

static void
put_rule(FILE *stream, const struct record *record,
	 const struct record_rule *rule, enum fate fate)
{
	const struct record_token *exception;

	fprintf(stream, "  line %lu: ", rule->place.line);
	if (fate != FATE_DECIDES) {
		explain_quote(stream, rule->text);
		fputs("\n      ", stream);
	}
	switch (fate) {
	case FATE_DECIDES:
		fputs("decides (above)", stream);
		break;
	case FATE_HELD:
		fputs(held_words(record, rule), stream);
		break;
	case FATE_OTHER_DAEMON:
		fputs("is for: ", stream);
		put_list(stream, record, rule, false);
		break;
	case FATE_OTHER_CLIENT:
		fputs("is for: ", stream);
		put_list(stream, record, rule, true);
		break;
	case FATE_EXCEPTED:
		exception = exception_of(record, rule);
		fputs("makes an exception (EXCEPT) of: ", stream);
		explain_words(stream, exception->text, exception->client);
		break;
	}
	putc('\n', stream);
}

/* Rules of a file that have the same fate, one behind the other. */
struct run {
	enum fate fate;
	size_t first, count;
};

/* Takes the run that begins at rule FIRST and ends before rule END. */
static struct run
run_at(const struct record *record, size_t first, size_t end)
{
	struct run run = {fate_of(record, &record->rules[first]), first, 1};

	if (run.fate != FATE_OTHER_DAEMON && run.fate != FATE_OTHER_CLIENT)
		return run;
	while (first + run.count < end &&
	       fate_of(record, &record->rules[first + run.count]) == run.fate)
		run.count++;
	return run;
}

static void
put_count(FILE *stream, const struct record *record, size_t first, size_t count,
	  const char *what)
{
	unsigned long from = record->rules[first].place.line;
	unsigned long to = record->rules[first + count - 1].place.line;

	fprintf(stream, "  %zu rules for %s (lines %lu to %lu)\n", count, what,
		from, to);
}

static void
put_run(FILE *stream, const struct record *record, const struct run *run,
	bool briefly)
{
	if (briefly && run->count > 1) {
		put_count(stream, record, run->first, run->count,
			  run->fate == FATE_OTHER_DAEMON ? "other daemons"
							 : "other clients");
		return;
	}
	for (size_t i = run->first; i < run->first + run->count; i++)
		put_rule(stream, record, &record->rules[i], run->fate);
}

/* Rules behind those that are shown, none of which matches. */
static void
put_hidden(FILE *stream, const struct record *record, size_t first,
	   size_t count)
{
	if (count == 1)
		put_rule(stream, record, &record->rules[first],
			 fate_of(record, &record->rules[first]));
	else if (count > 1)
		put_count(stream, record, first, count,
			  "other daemons or clients");
}

void
explain_file(FILE *stream, const struct record *record,
	     const struct record_file *file)
{
	size_t at = file->first_rule, end = at + file->rule_count;
	size_t hidden = 0, first_hidden = 0, shown = 0;
	bool briefly = file->rule_count > RULES_SHOWN;

	while (at < end) {
		struct run run = run_at(record, at, end);
		bool matches =
		    run.fate == FATE_DECIDES || run.fate == FATE_HELD;

		at += run.count;
		if (!matches && shown >= RULES_SHOWN) {
			first_hidden = hidden > 0 ? first_hidden : run.first;
			hidden += run.count;
			continue;
		}
		put_hidden(stream, record, first_hidden, hidden);
		hidden = 0;
		shown++;
		put_run(stream, record, &run, briefly);
	}
	put_hidden(stream, record, first_hidden, hidden);
}
