/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/model_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPACES " \t\r\n\v\f"
/* R5.19: no expanded value of the tests is longer. */
#define VALUE_SIZE 8192

enum need {
	NO_VALUE,
	MAY_VALUE,
	MUST_VALUE,
};

struct option {
	const char *name;
	enum need need;
	bool last;
	bool expands;
};

char *
model_trimmed(char *text)
{
	size_t size;

	text += strspn(text, SPACES);
	size = strlen(text);
	while (size > 0 && strchr(SPACES, text[size - 1]) != NULL)
		text[--size] = '\0';
	return text;
}

static const struct option options[] = {
    {"user", MUST_VALUE, false, false},
    {"group", MUST_VALUE, false, false},
    {"umask", MUST_VALUE, false, false},
    {"linger", MUST_VALUE, false, false},
    {"keepalive", NO_VALUE, false, false},
    {"spawn", MUST_VALUE, false, true},
    {"twist", MUST_VALUE, true, true},
    {"aclexec", MUST_VALUE, false, true},
    {"rfc931", MAY_VALUE, false, false},
    {"setenv", MUST_VALUE, false, true},
    {"nice", MAY_VALUE, false, false},
    {"severity", MUST_VALUE, false, false},
    {"allow", NO_VALUE, true, false},
    {"deny", NO_VALUE, true, false},
    {"banners", MUST_VALUE, false, false},
    {NULL, NO_VALUE, false, false},
};

/* R5.16, R5.17: what is expanded is cleaned where it lies. */
static const char *
clean(char *fact)
{
	static const char good[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "abcdefghijklmnopqrstuvwxyz"
				   "0123456789!@%-_=+:,./";

	for (char *c = fact + strspn(fact, good); *c != '\0';
	     c += strspn(c, good))
		*c = '_';
	return fact;
}

static char *
client_host(struct model_run *run)
{
	return model_is_word(run->client.name) ? run->client.address
					       : run->client.name;
}

/* The text for %LETTER (5a), or "" for an unknown letter. */
static const char *
expansion(struct model_run *run, char letter, char *buffer)
{
	switch (letter) {
	case 'a':
		return clean(run->client.address);
	case 'n':
		return clean(run->client.name);
	case 'h':
		return clean(client_host(run));
	case 'u':
		return clean(run->user);
	case 'd':
	case 's':
		return clean(run->daemon);
	case 'c':
		if (model_same(run->user, "unknown"))
			return clean(client_host(run));
		snprintf(buffer, VALUE_SIZE, "%s@%s", run->user,
			 client_host(run));
		return clean(buffer);
	case 'A':
	case 'N':
	case 'H':
		return "unknown";
	case 'p':
	case 'r':
	case 'R':
		return "0";
	case '%':
		return "%";
	default:
		return "";
	}
}

/* R5.15 to R5.18: writes VALUE, expanded, to EXPANDED. */
static void
expand(struct model_run *run, const char *value, char expanded[VALUE_SIZE])
{
	char buffer[VALUE_SIZE];
	size_t used = 0;

	for (; *value != '\0'; value++) {
		const char one[2] = {*value, '\0'};
		const char *text = one;

		if (value[0] == '%' && value[1] != '\0')
			text = expansion(run, *++value, buffer);
		if (used + strlen(text) >= VALUE_SIZE)
			abort();
		memcpy(expanded + used, text, strlen(text));
		used += strlen(text);
	}
	expanded[used] = '\0';
}

/*
 * Cuts the next field off *REST (R5.03), in place; *REST becomes NULL
 * behind the last one.
 */
static char *
next_field(char **rest)
{
	char *field = *rest;
	char *from = field;
	char *to = field;

	while (*from != '\0' && *from != ':') {
		if (from[0] == '\\' && from[1] == ':')
			from++;
		*to++ = *from++;
	}
	*rest = *from == ':' ? from + 1 : NULL;
	*to = '\0';
	return field;
}

/* Cuts the value off FIELD, trimmed (R5.04); returns it, or NULL. */
static char *
cut_value(char *field)
{
	char *value = field + strcspn(field, "=" MODEL_BLANKS);

	if (*value != '\0' && *value != '=') {
		*value++ = '\0';
		value += strspn(value, MODEL_BLANKS);
	}
	if (*value == '=') {
		*value++ = '\0';
		value += strspn(value, MODEL_BLANKS);
	}
	return *value == '\0' ? NULL : value;
}

/*
 * The row comment-inline: behind these options a word that begins with '#'
 * ends the options.  Cuts it off FIELD; returns false if a ':' follows it,
 * there or because there are MORE fields.
 */
static bool
cut_comment(const struct model_run *run, char *field, bool more)
{
	static const char *const names[] = {"allow", "deny", "severity", NULL};
	const size_t size = strcspn(field, "=" MODEL_BLANKS);
	char name[size + 1];
	char *c = field + size;

	memcpy(name, field, size);
	name[size] = '\0';
	if (!model_on(run, MODEL_COMMENT_INLINE) ||
	    !model_is_listed(name, names))
		return true;
	while (*c != '\0' && !(*c == '#' && strchr(MODEL_BLANKS, c[-1])))
		c++;
	if (*c == '\0')
		return true;
	*c = '\0';
	return !more && strchr(c + 1, ':') == NULL;
}

/*
 * R5.21, R5.22.  A command that is not carried out counts as failed where
 * its success would allow, and as done where it would refuse.
 */
static void
execute(struct model_run *run, const char *command)
{
	run->aclexec_failed =
	    run->idle ? run->allows : !run->rules->succeeds(command);
}

/*
 * Carries out the option in FIELD.  Returns MODEL_PASS to go on with the
 * next one, if there is MORE.
 */
static enum model_outcome
carry_out(struct model_run *run, char *field, bool more)
{
	char expanded[VALUE_SIZE];
	char *value = cut_value(field);
	const struct option *option = options;

	while (option->name != NULL && !model_same(option->name, field))
		option++;
	if (option->name == NULL ||
	    (option->need == MUST_VALUE && value == NULL) ||
	    (option->need == NO_VALUE && value != NULL) ||
	    (option->last && more))
		return MODEL_REFUSE;
	if (option->expands && !run->idle) {
		expand(run, value, expanded);
		value = model_trimmed(expanded);
	}
	if (!model_value_is_good(run, option->name, value))
		return MODEL_REFUSE;
	if (model_same(option->name, "aclexec"))
		execute(run, value);
	if (model_same(option->name, "allow"))
		return MODEL_ALLOW;
	/* twist, in a resident process or by ours, serves nobody */
	return option->last ? MODEL_REFUSE : MODEL_PASS;
}

enum model_outcome
model_options(struct model_run *run, char *text, bool allows)
{
	enum model_outcome outcome = MODEL_PASS;

	run->allows = allows;
	if (model_on(run, MODEL_ACLEXEC_FLAG))
		run->aclexec_failed = false;
	while (text != NULL && outcome == MODEL_PASS) {
		char *field = model_trimmed(next_field(&text));

		if (!cut_comment(run, field, text != NULL))
			return MODEL_REFUSE;
		outcome = carry_out(run, model_trimmed(field), text != NULL);
	}
	if (outcome != MODEL_PASS)
		return outcome;
	return run->aclexec_failed ? MODEL_SKIP : MODEL_MATCH;
}
