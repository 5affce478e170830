/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/json_steps.h"

#include "hostsaccess/ask/record.h"
#include "hostsaccess/explain/words.h"
#include "hostsaccess/tool/json.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>

static const char *
match_name(enum ha_match match)
{
	switch (match) {
	case HA_MATCH_NO:
	case HA_MATCH_UNLIKELY:
	case HA_MATCH_UNREAD:
		return "no";
	case HA_MATCH_YES:
		return "yes";
	case HA_MATCH_NUL:
	case HA_MATCH_HOST_BITS:
	case HA_MATCH_UNCONFIRMED:
	case HA_MATCH_NO_USER:
	case HA_MATCH_TIME:
	case HA_MATCH_MALFORMED:
	case HA_MATCH_FAILED:
		break;
	}
	return "undecided";
}

/* What TEXT stands for in a client list or a list file, or a daemon list. */
static void
put_means(struct json *json, const struct record *record, struct ha_slice text,
	  bool client)
{
	char *words = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&words, &size);

	if (!stream)
		memory_out();
	explain_words(stream, text, client, record->no_conditions);
	if (fclose(stream))
		memory_out();
	json_text(json, "means", (struct ha_slice){words, size});
	free(words);
}

static void
put_compared(struct json *json, const struct record *record,
	     const struct record_token *token, const char *list)
{
	json_object(json, NULL);
	json_string(json, "list", list);
	json_string(json, "file", token->place.file);
	json_number(json, "line", token->place.line);
	json_number(json, "column", token->place.column);
	json_number(json, "except", token->group);
	json_text(json, "text", token->text);
	put_means(json, record, token->text, token->client);
	json_string(json, "match", match_name(token->match));
	json_object_end(json);
}

/* TOKEN, behind the words of the list file that it names. */
static void
put_token(struct json *json, const struct record *record,
	  const struct record_token *token)
{
	size_t end = token->words.first + token->words.count;

	for (size_t i = token->words.first; i < end; i++) {
		const struct record_word *word = &record->words[i];
		const struct record_token one = {.text = word->text,
						 .place = word->place,
						 .match = word->match,
						 .client = true};

		put_compared(json, record, &one, "file");
	}
	put_compared(json, record, token, token->client ? "client" : "daemon");
}

/* One condition of the option `require`. */
static void
put_condition(struct json *json, const struct record_condition *condition)
{
	json_object(json, NULL);
	json_number(json, "column", condition->place.column);
	json_text(json, "text", condition->text);
	json_string(json, "holds", match_name(condition->match));
	json_object_end(json);
}

/* One rule that was compared. */
static void
put_step(struct json *json, const struct record *record,
	 const struct record_rule *rule)
{
	json_object(json, NULL);
	json_string(json, "file", rule->place.file);
	json_number(json, "line", rule->place.line);
	json_text(json, "rule", rule->text);
	json_string(json, "match", match_name(rule->match));
	json_bool(json, "decides", rule->decides);
	json_array(json, "tokens");
	for (size_t i = 0; i < rule->token_count; i++)
		put_token(json, record, &record->tokens[rule->first_token + i]);
	json_array_end(json);
	json_array(json, "conditions");
	for (size_t i = 0; i < rule->condition_count; i++)
		put_condition(json,
			      &record->conditions[rule->first_condition + i]);
	json_array_end(json);
	json_object_end(json);
}

void
explain_json_steps(struct json *json, const struct record *record)
{
	json_array(json, "steps");
	for (size_t i = 0; i < record->rule_count; i++)
		put_step(json, record, &record->rules[i]);
	json_array_end(json);
}
