/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/model_parts.h"

#include <string.h>

typedef enum model_answer token_matcher(struct model_run *run, char *token);

/*
 * Cuts the next token off *LIST.  Returns it, or NULL at the end.
 */
static char *
next_token(char **list)
{
	char *token = *list + strspn(*list, MODEL_SEPARATORS);
	const size_t length = strcspn(token, MODEL_SEPARATORS);

	*list = token + length;
	if (token[length] != '\0')
		*(*list)++ = '\0';
	return length > 0 ? token : NULL;
}

/*
 * Whether one of the tokens up to EXCEPT or the end of *LIST matches.  Who is
 * in no list file as far as it can be read may be EXCEPTED, and matches none.
 */
static enum model_answer
group_matches(struct model_run *run, char **list, token_matcher *matches,
	      bool excepted, bool *except)
{
	enum model_answer answer = MODEL_NO;
	char *token;

	*except = false;
	while (!*except && (token = next_token(list)) != NULL) {
		*except = model_same(token, "EXCEPT");
		if (!*except && (answer == MODEL_NO || answer == MODEL_MAYBE)) {
			enum model_answer one = matches(run, token);

			if (one == MODEL_UNREAD)
				one = excepted ? MODEL_MAYBE : MODEL_NO;
			answer = one == MODEL_NO ? answer : one;
		}
	}
	return answer;
}

/* R3: `a EXCEPT b EXCEPT c` is a, but not (b, but not c). */
static enum model_answer
list_matches(struct model_run *run, char *list, token_matcher *matches,
	     bool excepted)
{
	bool except;
	const enum model_answer answer =
	    group_matches(run, &list, matches, excepted, &except);

	if (!except || answer == MODEL_NO || answer == MODEL_FAULT)
		return answer;
	switch (list_matches(run, list, matches, !excepted)) {
	case MODEL_NO:
	case MODEL_UNREAD:
		return answer;
	case MODEL_YES:
		return MODEL_NO;
	case MODEL_MAYBE:
		return MODEL_MAYBE;
	case MODEL_FAULT:
		break;
	}
	return MODEL_FAULT;
}

/* Whether a token of LIST begins with '#', the first of a line apart. */
static bool
holds_comment(const char *list, size_t length)
{
	const size_t first = strspn(list, MODEL_BLANKS);

	for (size_t i = first + 1; i < length; i++)
		if (list[i] == '#' && strchr(MODEL_SEPARATORS, list[i - 1]))
			return true;
	return false;
}

static bool
is_comment(const struct model_run *run, const char *line)
{
	const char *first = line + strspn(line, MODEL_BLANKS);

	return *first == '\0' || line[0] == '#' ||
	       (*first == '#' && model_on(run, MODEL_COMMENT_INDENTED));
}

/*
 * Whether the daemon and client list match.  *OPTIONS becomes the option
 * text, or NULL; *COMMENT_COLON tells whether a comment in the client list
 * holds a ':'.
 */
static enum model_answer
rule_matches(struct model_run *run, char *line, char **options,
	     bool *comment_colon)
{
	const size_t daemons = model_daemons_length(run, line);
	char *clients = line + daemons + 1;
	enum model_answer daemon, answer;
	size_t length;

	if (line[daemons] == '\0' || (model_on(run, MODEL_COMMENT_INLINE) &&
				      holds_comment(line, daemons)))
		return MODEL_NO;
	line[daemons] = '\0';
	length = model_clients_length(run, clients);
	*options = clients[length] == ':' ? clients + length + 1 : NULL;
	*comment_colon =
	    clients[length] == '#' && strchr(clients + length, ':') != NULL;
	clients[length] = '\0';
	if (clients[strspn(clients, MODEL_SEPARATORS)] == '\0')
		return MODEL_NO;
	daemon = list_matches(run, line, model_daemon_token, false);
	if (daemon == MODEL_NO || daemon == MODEL_FAULT)
		return daemon;
	answer = list_matches(run, clients, model_client_token, false);
	return answer == MODEL_YES ? daemon : answer;
}

enum model_outcome
model_rule(struct model_run *run, char *line, bool allows, bool doubtful)
{
	enum model_outcome outcome = MODEL_MATCH;
	bool comment_colon = false;
	char *options = NULL;

	if (is_comment(run, line))
		return MODEL_PASS;
	switch (rule_matches(run, line, &options, &comment_colon)) {
	case MODEL_NO:
	case MODEL_UNREAD:
		return MODEL_PASS;
	case MODEL_FAULT:
		return MODEL_REFUSE;
	case MODEL_MAYBE:
		doubtful = true;
		break;
	case MODEL_YES:
		break;
	}
	if (comment_colon)
		return MODEL_REFUSE;
	run->idle = model_on(run, MODEL_NOT_CARRIED_OUT) &&
		    (!run->rules->carries_out || doubtful || run->refusals);
	if (options != NULL)
		outcome = model_options(run, options, allows);
	if (doubtful &&
	    (outcome == MODEL_ALLOW || (outcome == MODEL_MATCH && allows)))
		return MODEL_PASS;
	return outcome;
}
