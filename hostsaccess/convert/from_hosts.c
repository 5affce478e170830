/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/option/option.h"
#include "common/option/require.h"
#include "common/rule/visit.h"
#include "common/source/source.h"
#include "hostsaccess/convert/accounts.h"
#include "hostsaccess/convert/from.h"
#include "hostsaccess/convert/hosts_clients.h"
#include "hostsaccess/tool/memory.h"

#include <errno.h>

/* So many groups may EXCEPT make of a daemon list. */
#define GROUPS_MAX 64

/* A rule file while it is read. */
struct reading {
	struct conversion *conversion;
	bool deny_file;
	const char *file;
	struct ha_sink sink;
};

/* Three answers: min() is and, NO + YES - x is not. */
enum { NO, MAYBE, YES };

static void
receive(void *context, const struct ha_diagnostic *diagnostic)
{
	const struct ha_place *place = &diagnostic->place;

	if (ha_diagnostic_severity(diagnostic->id) < HA_ERROR)
		return;
	conversion_fault(context, place->file, place->line, place->column,
			 diagnostic->text,
			 ha_diagnostic_message(diagnostic->id));
}

static const char *
keep(const struct reading *reading, struct ha_slice text)
{
	return model_keep(&reading->conversion->model, text);
}

/* Whether TOKEN, of a daemon list, means DAEMON. */
static int
means_daemon(const struct ha_token *token, const char *daemon)
{
	struct ha_pattern left;
	bool matches;

	ha_token_left(token, &left);
	if (left.kind == HA_PATTERN_PORT)
		return MAYBE;
	matches = left.kind == HA_PATTERN_ALL ||
		  left.kind == HA_PATTERN_KNOWN ||
		  ha_pattern_match_text(&left, ha_slice_of(daemon));
	if (!matches)
		return NO;
	return token->split ? MAYBE : YES;
}

/* Whether the daemon list of RULE has DAEMON: each group, but for the rest. */
static int
has_daemon(const struct ha_rule *rule, const char *daemon)
{
	struct ha_tokens tokens;
	struct ha_token token;
	int groups[GROUPS_MAX], whole = NO;
	size_t count = 0;

	ha_tokens_begin(&tokens, rule, false, NULL);
	do {
		int group = NO, means;

		if (count == GROUPS_MAX)
			return MAYBE;
		while (ha_tokens_next(&tokens, &token)) {
			means = means_daemon(&token, daemon);
			group = means > group ? means : group;
		}
		groups[count++] = group;
	} while (ha_tokens_next_group(&tokens));
	while (count-- > 0) {
		int rest = NO + YES - whole;

		whole = groups[count] < rest ? groups[count] : rest;
	}
	return whole;
}

/* What else must hold: all of the one, and none of the other. */
struct conditions {
	struct terms positive, negative;
};

/*
 * Adds the group NAME to LIST.  The module cannot find out who is in one that
 * is not there, which grants nothing and refuses.
 */
static void
add_group(const char *name, struct terms *list)
{
	const char *fault = NULL;

	if (!ha_slice_all(ha_slice_of(name), HA_C_DIGIT))
		fault = accounts_group_fault(name);
	if (fault)
		terms_add_unsaid(list, name, fault);
	else
		terms_add_text(list, TERM_GROUP, name);
}

static void
take_required(struct reading *reading, const struct ha_required *required,
	      struct conditions *conditions)
{
	struct terms *list =
	    required->negated ? &conditions->negative : &conditions->positive;

	switch (required->kind) {
	case HA_REQUIRE_USER:
		terms_add_text(list, TERM_USER, keep(reading, required->value));
		return;
	case HA_REQUIRE_GROUP:
		add_group(keep(reading, required->value), list);
		return;
	case HA_REQUIRE_NONE:
	case HA_REQUIRE_UNTIL:
	case HA_REQUIRE_FROM:
	case HA_REQUIRE_CLIENT:
		break;
	}
	terms_add_unsaid(&conditions->positive, keep(reading, required->text),
			 "a condition");
}

/* Reads OPTION; what does not decide is only noted. */
static void
take_option(struct reading *reading, const struct ha_rule *rule,
	    const struct ha_option_field *option, struct conditions *conditions)
{
	struct ha_slice value = option->value;
	struct ha_required required;

	if (ha_slice_is(option->keyword, "require")) {
		while (ha_require_next(&value, &required))
			take_required(reading, &required, conditions);
	} else if (ha_slice_is(option->keyword, "aclexec")) {
		terms_add_unsaid(&conditions->positive,
				 keep(reading, option->text),
				 "a command decides");
	} else if (!ha_slice_is(option->keyword, "allow") &&
		   !ha_slice_is(option->keyword, "deny") &&
		   option->keyword.size > 0) {
		model_unsaid(&reading->conversion->model, reading->file,
			     rule->line->place.line,
			     keep(reading, option->text),
			     "what a rule does besides", false);
	}
}

/*
 * Makes USERS all of CONDITIONS: A and B is A but for all but B.  Frees them.
 */
static void
make_users(struct terms *users, struct conditions *conditions)
{
	for (size_t i = 0; i < conditions->positive.count; i++) {
		if (i > 0) {
			terms_add_text(users, TERM_EXCEPT, "");
			terms_add_text(users, TERM_ALL, "");
			terms_add_text(users, TERM_EXCEPT, "");
		}
		terms_add(users, conditions->positive.terms[i]);
	}
	if (users->count == 0)
		terms_add_text(users, TERM_ALL, "");
	for (size_t i = 0; i < conditions->negative.count; i++) {
		if (i == 0)
			terms_add_text(users, TERM_EXCEPT, "");
		terms_add(users, conditions->negative.terms[i]);
	}
	terms_free(&conditions->positive);
	terms_free(&conditions->negative);
}

/* What RULE says of whom it matches; a rule in error refuses. */
static bool
rule_grants(const struct reading *reading, const struct ha_rule *rule,
	    bool *error)
{
	struct ha_request request;
	const struct ha_option_context context = {
	    .request = &request, .assume = true, .sink = &reading->sink};
	struct ha_options options;

	ha_request_init(&request, NULL);
	memory_check(ha_options_read(rule, &context, &options));
	*error = options.result == HA_OPTIONS_ERROR ||
		 options.result == HA_OPTIONS_LOOKUP;
	if (options.result == HA_OPTIONS_NONE)
		return !reading->deny_file;
	return options.result == HA_OPTIONS_ALLOW;
}

static void
read_users(struct reading *reading, const struct ha_rule *rule,
	   struct terms *users)
{
	struct ha_option_field field = {.followed = rule->has_options};
	struct conditions conditions = {{0}, {0}};
	struct ha_slice rest = rule->options;

	while (field.followed) {
		ha_option_next(&rest, &field);
		take_option(reading, rule, &field, &conditions);
	}
	make_users(users, &conditions);
}

static void
take_rule(struct reading *reading, const struct ha_rule *rule)
{
	struct conversion *conversion = reading->conversion;
	const struct conversion_line line = {.file = reading->file,
					     .number = rule->line->place.line,
					     .text = rule->line->text};
	int means = has_daemon(rule, conversion->daemon);
	struct converted_rule made;
	bool error;

	if (means == NO)
		return;
	conversion_begin_rule(conversion, &line, &made);
	made.grants = rule_grants(reading, rule, &error);
	if (means == MAYBE || (rule->nul && made.grants)) {
		model_unsaid(&conversion->model, made.file, made.line,
			     made.text,
			     rule->nul ? "the line holds a NUL byte"
				       : "about an address or port of this "
					 "machine",
			     !made.grants);
		return;
	}
	if (error)
		terms_add_text(&made.users, TERM_ALL, "");
	else
		read_users(reading, rule, &made.users);
	hosts_clients(conversion, rule, &reading->sink, made.grants,
		      &made.clients);
	model_add(&conversion->model, &made);
}

/* Reads FILE; none is an empty one, if it is OPTIONAL. */
static void
read_rules(struct conversion *conversion, const char *file, bool deny_file,
	   bool optional)
{
	struct reading reading = {.conversion = conversion,
				  .deny_file = deny_file,
				  .file = file,
				  .sink = {receive, conversion}};
	struct ha_line line = {.place = {file, 0, 0}};
	struct ha_source source;
	enum ha_status status = ha_source_open(&source, file, true);
	struct ha_rule rule;
	int error;

	if (status == HA_ABSENT && optional)
		return;
	if (status == HA_OK) {
		while (!conversion->unreadable &&
		       (status = ha_source_next(&source, &line)) == HA_OK)
			if (ha_syntax_parse(&line, &reading.sink, &rule) ==
			    HA_SYNTAX_RULE)
				take_rule(&reading, &rule);
		error = errno;
		ha_source_close(&source);
		errno = error;
	}
	if (status == HA_OK || status == HA_END)
		return;
	conversion_fault(conversion, file, 0, 0, (struct ha_slice){NULL, 0},
			 status == HA_ABSENT   ? "there is no such file"
			 : status == HA_ERR_IO ? strerror(errno)
					       : "cannot be read");
	conversion->unreadable = true;
}

void
from_hosts(struct conversion *conversion)
{
	const struct ha_rules *rules = &conversion->arguments->rules;

	read_rules(conversion, rules->allow_file, false, rules->allow_optional);
	read_rules(conversion, rules->deny_file, true, rules->deny_optional);
}
