/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/rules.h"

#include "hostsaccess/ask/record.h"
#include "hostsaccess/explain/words.h"

#include <string.h>

/* How many rules of one file are shown. */
#define RULES_SHOWN 10

/* What became of a rule. */
enum fate {
	FATE_DECIDES,
	FATE_HELD, /* it matches, or may, and does not count */
	FATE_OTHER_DAEMON,
	FATE_OTHER_CLIENT,
	FATE_EXCEPTED,
	FATE_REQUIRES, /* a condition of it does not hold */
};

/* The condition of RULE that does not hold, or NULL. */
static const struct record_condition *
unmet_of(const struct record *record, const struct record_rule *rule)
{
	for (size_t i = 0; i < rule->condition_count; i++) {
		const struct record_condition *condition =
		    &record->conditions[rule->first_condition + i];

		if (condition->match == HA_MATCH_NO)
			return condition;
	}
	return NULL;
}

/* The exception that keeps RULE from matching, or NULL. */
static const struct record_token *
exception_of(const struct record *record, const struct record_rule *rule)
{
	const struct record_token *last = NULL;

	for (size_t i = 0; i < rule->token_count; i++) {
		const struct record_token *token =
		    &record->tokens[rule->first_token + i];

		if (token->match != HA_MATCH_NO)
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
	if (unmet_of(record, rule))
		return FATE_REQUIRES;
	if (exception_of(record, rule))
		return FATE_EXCEPTED;
	return has_client_token(record, rule) ? FATE_OTHER_CLIENT
					      : FATE_OTHER_DAEMON;
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

		if (token->client != client || ++count > 3)
			continue;
		fputs(count > 1 ? "; " : "", stream);
		explain_words(stream, token->text, client,
			      record->no_conditions);
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
	case HA_MATCH_UNREAD:
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
	case HA_MATCH_NO_USER:
		return "would allow, but requires that a user is not, and "
		       "there is none yet";
	case HA_MATCH_TIME:
		return "would allow, but whether the time has come is not "
		       "certain";
	case HA_MATCH_MALFORMED:
		return "would allow, but has a condition that cannot be read";
	case HA_MATCH_FAILED:
		return "would allow, but a look-up that it needs failed";
	}
	return "would allow, but behind a command that was not run only "
	       "rules that refuse count";
}

/* TEXT is a condition that does not hold. */
static void
put_unmet(FILE *stream, const struct record *record, struct ha_slice text)
{
	fputs("matches, but requires what does not hold: ", stream);
	explain_quote(stream, text);
	if (record->request.local_user.state != HA_FACT_KNOWN &&
	    (ha_slice_starts(text, ha_slice_of("user")) ||
	     ha_slice_starts(text, ha_slice_of("group"))))
		fputs(record->as_libwrap ? "; libwrap is told no user"
					 : "; --user says who it is",
		      stream);
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
		explain_words(stream, exception->text, exception->client,
			      record->no_conditions);
		break;
	case FATE_REQUIRES:
		put_unmet(stream, record, unmet_of(record, rule)->text);
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
		bool matches = run.fate == FATE_DECIDES ||
			       run.fate == FATE_HELD ||
			       run.fate == FATE_REQUIRES;

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
