/* SPDX-License-Identifier: BSD-3-Clause */
/* Parts of conditions that stand among clients as words of their own. */
#include "hostsaccess/check/condition.h"

#include "common/option/require.h"
#include "common/rule/countries.h"
#include "hostsaccess/check/range.h"
#include "hostsaccess/finding/hint.h"

#include <string.h>

/* So many words behind a condition may be values that belong to it. */
#define VALUES_MAX 64

/* What a value looks like. */
enum shape { SHAPE_NONE, SHAPE_CODE, SHAPE_NUMBER, SHAPE_ZONE };

/* A word while it is checked. */
struct word {
	struct check *check;
	struct ha_slice token;
	struct ha_place place;
};

struct ha_slice
condition_unwrap(struct ha_slice text)
{
	static const char wraps[] = "(){}\"'`=";

	while (text.size > 0 && memchr(wraps, text.data[0], sizeof(wraps) - 1))
		text = ha_slice_from(text, 1);
	while (text.size > 0 &&
	       memchr(wraps, text.data[text.size - 1], sizeof(wraps) - 1))
		text.size--;
	return text;
}

bool
condition_is_number(struct ha_slice text)
{
	unsigned long number;

	if (ha_slice_starts(text, ha_slice_of("AS")))
		text = ha_slice_from(text, 2);
	return ha_slice_number(text, 10, UINT32_MAX, &number);
}

/* Whether NAME, a host's, is hardly one but the zone of a DNS list. */
static bool
is_zone(struct ha_slice name)
{
	static const char *const ends[] = {"bl", "wl", "list", "zen"};

	if (!ha_slice_any(name, HA_C_DOT) ||
	    !ha_slice_all(name, HA_C_HOST_NAME))
		return false;
	while (name.size > 0) {
		size_t size = ha_slice_find(name, '.');
		struct ha_slice label = ha_slice_head(name, size);

		name = ha_slice_from(name, size + 1);
		while (label.size > 0 &&
		       ha_in_class(label.data[label.size - 1], HA_C_DIGIT))
			label.size--;
		for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
			if (ha_slice_ends(label, ha_slice_of(ends[i])))
				return true;
	}
	return false;
}

static enum shape
shape_of(struct ha_slice word)
{
	if (ha_is_country(word) || ha_is_continent(word))
		return SHAPE_CODE;
	if (condition_is_number(word))
		return SHAPE_NUMBER;
	return is_zone(word) ? SHAPE_ZONE : SHAPE_NONE;
}

/* Whether PREDICATE may have values of SHAPE. */
static bool
has_shape(const struct ha_predicate *predicate, enum shape shape)
{
	switch (predicate->kind) {
	case HA_PREDICATE_COUNTRY:
	case HA_PREDICATE_CONTINENT:
		return shape == SHAPE_CODE;
	case HA_PREDICATE_ASN:
		return shape == SHAPE_NUMBER;
	case HA_PREDICATE_DNSBL:
		return shape == SHAPE_ZONE;
	case HA_PREDICATE_FORWARD:
		break;
	}
	return false;
}

/* Returns the predicate with the value VALUE that is next to PREDICATE. */
static const char *
name_for(const struct ha_predicate *predicate, struct ha_slice value)
{
	if (predicate->check(value) == HA_D_NONE)
		return predicate->name;
	return ha_is_country(value) ? "country" : "continent";
}

static void
find(const struct word *word, enum finding_id id, const struct hint *hint)
{
	check_find(word->check, id, word->place, word->token, hint);
}

/*
 * A value that stands behind a condition, with other values between them: it
 * belongs to no condition.
 */
static bool
check_value(const struct word *word)
{
	struct ha_slice value = condition_unwrap(word->token), rest;
	struct ha_slice before = word->token;
	enum shape shape = shape_of(value);
	const struct ha_predicate *predicate = NULL;
	struct hint hint = {.size = 0};

	for (int i = 0; shape != SHAPE_NONE && !predicate; i++) {
		before = range_word_before(word->check, before);
		if (before.size == 0 || i == VALUES_MAX)
			return false;
		predicate = ha_predicate_find(condition_unwrap(before), &rest);
		if (!predicate && shape_of(before) != shape &&
		    before.data[before.size - 1] != '=')
			return false;
		if (!predicate && before.data[before.size - 1] == '=')
			return ha_predicate_find(before, &rest) != NULL;
	}
	if (!predicate || !has_shape(predicate, shape))
		return false;
	hint_add(&hint, "each value has its name: \"%s=%.*s\"",
		 name_for(predicate, value), (int)ha_slice_head(value, 60).size,
		 value.data);
	find(word, FINDING_CONDITION_WORD, &hint);
	return true;
}

/* Whether WORD is the name of a condition, and of which, if of clients. */
static bool
is_name(struct ha_slice word, const struct ha_predicate **predicate)
{
	const char *name;

	*predicate = NULL;
	for (const struct ha_predicate *one = ha_predicates; one->name; one++)
		if (ha_slice_is(word, one->name))
			*predicate = one;
	for (size_t i = 0; (name = ha_require_name(i)); i++)
		if (ha_slice_is(word, name))
			return true;
	return false;
}

/* A name with blanks around its '=', or without one. */
static bool
check_apart(const struct word *word)
{
	struct ha_slice next = range_word_after(word->check, word->token);
	bool equals = next.size > 0 && next.data[0] == '=';
	const struct ha_predicate *predicate;
	struct ha_slice value = condition_unwrap(next), all = word->token;
	struct hint hint = {.size = 0};

	if (!is_name(word->token, &predicate) || next.size == 0)
		return false;
	if (value.size == 0 || ha_slice_is(value, "in") ||
	    ha_slice_is(value, "is")) {
		next = range_word_after(word->check, next);
		value = condition_unwrap(next);
	}
	if (value.size == 0 ||
	    (!equals && (!predicate || predicate->check(value) != HA_D_NONE)))
		return false;
	hint_add(&hint,
		 predicate ? "write it without blanks: \"%.*s=%.*s\""
			   : "behind a second ':' stands \"require "
			     "%.*s=%.*s\", without blanks",
		 (int)word->token.size, word->token.data,
		 (int)ha_slice_head(value, 60).size, value.data);
	find(word, FINDING_CONDITION_WORD, &hint);
	all.size = (size_t)(next.data - all.data) + next.size;
	check_tell(word->check, all);
	return true;
}

/* The option `require` among clients. */
static bool
check_require(const struct word *word)
{
	struct ha_slice next = range_word_after(word->check, word->token);
	struct hint hint = {.size = 0};

	if (!word->check->rule || !ha_slice_is(word->token, "require") ||
	    ha_slice_find(next, '=') == next.size)
		return false;
	hint_add(&hint, "did you mean \"%s: require\"?",
		 range_word_before(word->check, word->token).size > 0 ? ""
								      : "ALL");
	find(word, FINDING_OPTION_WORD, &hint);
	return true;
}

bool
condition_check_word(struct check *check, struct ha_slice token,
		     struct ha_place place)
{
	const struct word word = {check, token, place};

	/* of daemons nothing is a condition */
	if (check->rule && token.data < check->rule->clients.data)
		return false;
	return check_apart(&word) || check_value(&word) || check_require(&word);
}
