/* SPDX-License-Identifier: BSD-3-Clause */
#include "config.h"

#include "common/option/require.h"

#include "common/rule/pattern.h"

#include <limits.h>

#define DAY ((int64_t)24 * 60 * 60)

static const struct {
	const char *name;
	enum ha_require_kind kind;
} own[] = {{"user", HA_REQUIRE_USER},
	   {"group", HA_REQUIRE_GROUP},
	   {"until", HA_REQUIRE_UNTIL},
	   {"from", HA_REQUIRE_FROM}};

#define OWN (sizeof(own) / sizeof(*own))

const char *
ha_require_name(size_t number)
{
	return number < OWN ? own[number].name
			    : ha_predicates[number - OWN].name;
}

/* Finds out what the key of REQUIRED is. */
static void
find_kind(struct ha_required *required)
{
	const struct ha_predicate *one = ha_predicates;

	for (size_t i = 0; i < OWN; i++)
		if (ha_slice_is(required->key, own[i].name))
			required->kind = own[i].kind;
	while (one->name && !ha_slice_is(required->key, one->name))
		one++;
	if (one->name) {
		required->kind = HA_REQUIRE_CLIENT;
		required->predicate = one;
	}
}

/* What is wrong with the value of REQUIRED, or HA_D_NONE. */
static enum ha_diagnostic_id
check_value(struct ha_required *required)
{
	struct ha_slice value = required->value;

	switch (required->kind) {
	case HA_REQUIRE_NONE:
		return HA_D_CONDITION_UNKNOWN;
	case HA_REQUIRE_USER:
	case HA_REQUIRE_GROUP:
		return value.size > 0 && value.size < LOGIN_NAME_MAX
			   ? HA_D_NONE
			   : HA_D_CONDITION_VALUE;
	case HA_REQUIRE_UNTIL:
	case HA_REQUIRE_FROM:
		return required->negated
			   ? HA_D_CONDITION_NEGATED
			   : ha_moment_parse(value, &required->moment);
	case HA_REQUIRE_CLIENT:
		break;
	}
	return required->predicate->check(value) == HA_D_NONE
		   ? HA_D_NONE
		   : HA_D_CONDITION_VALUE;
}

/* How many bytes of TEXT are before the next separator. */
static size_t
word_size(struct ha_slice text)
{
	size_t size = 0;

	while (size < text.size &&
	       !ha_in_class(text.data[size], HA_C_SEPARATOR))
		size++;
	return size;
}

/*
 * Sets the value of REQUIRED from REST, which begins behind its '='.  Returns
 * how many bytes it takes.
 */
static size_t
set_value(struct ha_slice rest, struct ha_required *required)
{
	struct ha_slice quoted;
	size_t size;

	if (rest.size == 0 || rest.data[0] != '"') {
		required->value = ha_slice_head(rest, word_size(rest));
		return required->value.size;
	}
	quoted = ha_slice_from(rest, 1);
	size = ha_slice_find(quoted, '"');
	required->value = ha_slice_head(quoted, size);
	if (size == quoted.size || word_size(ha_slice_from(quoted, size + 1)))
		required->fault = HA_D_CONDITION_QUOTE;
	return size == quoted.size
		   ? rest.size
		   : size + 2 + word_size(ha_slice_from(quoted, size + 1));
}

bool
ha_require_next(struct ha_slice *rest, struct ha_required *required)
{
	struct ha_slice text = ha_slice_skip(*rest, HA_C_SEPARATOR);
	size_t size = word_size(text), equals;

	*required = (struct ha_required){.text = ha_slice_head(text, size)};
	if (size == 0)
		return false;
	equals = ha_slice_find(required->text, '=');
	required->key = ha_slice_head(text, equals);
	required->negated =
	    equals > 0 && equals < size && text.data[equals - 1] == '!';
	if (required->negated)
		required->key.size--;
	if (equals < size)
		size = equals + 1 +
		       set_value(ha_slice_from(text, equals + 1), required);
	required->text = ha_slice_head(text, size);
	*rest = ha_slice_from(text, size);
	if (equals < required->text.size)
		find_kind(required);
	if (required->fault == HA_D_NONE)
		required->fault = check_value(required);
	return true;
}

/* What a condition is worth that cannot be found out for the reason WHY. */
static enum ha_match
doubt(struct ha_request *request, const struct ha_required *required,
      enum ha_match match, const char *why)
{
	ha_request_note_trouble(request, required->text, why);
	return match;
}

/* Asks RESOLVER whether USER is, or is in, the NAME of KIND. */
static enum ha_match
look_up_account(const struct ha_resolver *resolver, enum ha_account kind,
		struct ha_slice name, struct ha_slice user)
{
	char name_text[LOGIN_NAME_MAX], user_text[LOGIN_NAME_MAX];

	if (!resolver || !resolver->is_account ||
	    !ha_slice_copy(name, name_text, sizeof(name_text)) ||
	    !ha_slice_copy(user, user_text, sizeof(user_text)))
		return HA_MATCH_FAILED;
	switch (resolver->is_account(resolver->context, kind, name_text,
				     user_text)) {
	case HA_LOOKUP_FOUND:
		return HA_MATCH_YES;
	case HA_LOOKUP_NONE:
		return HA_MATCH_NO;
	case HA_LOOKUP_FAILED:
		break;
	}
	return HA_MATCH_FAILED;
}

/*
 * user= and group=.  Before there is a user it is nobody; whom a negation means
 * then nobody knows.
 */
static enum ha_match
ask_account(const struct ha_required *required, struct ha_request *request,
	    enum ha_account kind)
{
	const struct ha_asking asking = {
	    .name = kind == HA_ACCOUNT_USER ? "user" : "group",
	    .value = required->value,
	    .words = required->text};
	struct ha_slice user = request->local_user.text;
	enum ha_match match;

	if (request->local_user.state != HA_FACT_KNOWN)
		return required->negated
			   ? doubt(request, required, HA_MATCH_NO_USER,
				   "there is no user yet")
			   : HA_MATCH_NO;
	if (kind == HA_ACCOUNT_USER &&
	    !ha_slice_all(required->value, HA_C_DIGIT) &&
	    ha_slice_same(required->value, user))
		return HA_MATCH_YES;
	if (ha_request_recall(request, &asking, &match))
		return match;
	match = look_up_account(request->resolver, kind, required->value, user);
	return ha_request_remember(
	    request, &asking, match,
	    match == HA_MATCH_FAILED ? "cannot be looked up" : NULL);
}

/* Whether the clock of REQUESTING was set, as far as that can be told. */
static bool
is_set(int64_t now, const struct ha_requiring *requiring)
{
	return requiring->request->time_is_given ||
	       (now >= HA_BUILD_TIME && now + DAY > requiring->written);
}

static enum ha_match
ask_time(const struct ha_required *required,
	 const struct ha_requiring *requiring)
{
	const struct ha_moment *moment = &required->moment;
	int64_t now = ha_request_time(requiring->request);
	bool until = required->kind == HA_REQUIRE_UNTIL;

	if (!is_set(now, requiring))
		return doubt(requiring->request, required, HA_MATCH_TIME,
			     "the clock is not set");
	if (now < moment->begin)
		return until ? HA_MATCH_YES : HA_MATCH_NO;
	if (!until)
		return HA_MATCH_YES;
	if (now >= moment->end)
		return HA_MATCH_NO;
	return doubt(requiring->request, required, HA_MATCH_TIME,
		     "the day itself may be meant or not");
}

/* A predicate, as it stands in a client list. */
static enum ha_match
ask_client(const struct ha_required *required, struct ha_request *request)
{
	const struct ha_pattern pattern = {.kind = HA_PATTERN_PREDICATE,
					   .text = required->text,
					   .predicate = required->predicate,
					   .value = required->value};
	enum ha_match match =
	    ha_pattern_match_host(&pattern, request, &request->client);

	/* who is not so only by a claim may well be */
	if (match == HA_MATCH_UNLIKELY)
		return required->negated ? HA_MATCH_UNCONFIRMED : HA_MATCH_NO;
	return match;
}

static enum ha_match
ask_one(const struct ha_required *required,
	const struct ha_requiring *requiring)
{
	struct ha_request *request = requiring->request;
	enum ha_match match = HA_MATCH_NO;

	switch (required->kind) {
	case HA_REQUIRE_NONE:
		return HA_MATCH_MALFORMED;
	case HA_REQUIRE_USER:
		match = ask_account(required, request, HA_ACCOUNT_USER);
		break;
	case HA_REQUIRE_GROUP:
		match = ask_account(required, request, HA_ACCOUNT_GROUP);
		break;
	case HA_REQUIRE_UNTIL:
	case HA_REQUIRE_FROM:
		return ask_time(required, requiring);
	case HA_REQUIRE_CLIENT:
		match = ask_client(required, request);
		break;
	}
	if (!required->negated || ha_match_is_undecided(match))
		return match;
	return match == HA_MATCH_YES ? HA_MATCH_NO : HA_MATCH_YES;
}

static void
trace(const struct ha_required *required, const struct ha_requiring *requiring,
      enum ha_match match)
{
	const struct ha_step step = {
	    .kind = HA_STEP_CONDITION,
	    .place = ha_rule_place(requiring->rule, required->text),
	    .text = required->text,
	    .match = match};

	ha_trace_step(requiring->trace, &step);
}

enum ha_match
ha_require_ask(struct ha_slice value, const struct ha_requiring *requiring)
{
	enum ha_match all = HA_MATCH_YES;
	struct ha_required required;

	while (all != HA_MATCH_NO && ha_require_next(&value, &required)) {
		enum ha_match match = ask_one(&required, requiring);

		trace(&required, requiring, match);
		all = ha_match_and(all, match);
	}
	return all;
}
