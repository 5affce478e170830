/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/require_guess.h"

#include "common/option/moment.h"
#include "common/option/require.h"
#include "common/rule/countries.h"
#include "hostsaccess/check/condition.h"
#include "hostsaccess/check/condition_guess.h"
#include "hostsaccess/finding/hint.h"

#include <string.h>

/* A time, as it is to be written. */
#define TIME_MAX 40

/* What stands behind TEXT, a part of RULE, in its line. */
static struct ha_slice
behind(const struct ha_rule *rule, struct ha_slice text)
{
	const struct ha_slice line = rule->line->text;

	return ha_slice_from(line, (size_t)(text.data - line.data) + text.size);
}

/* The word before TEXT, which is an option of RULE or a part of one. */
static struct ha_slice
word_before(const struct ha_rule *rule, struct ha_slice text)
{
	struct ha_slice head = {rule->options.data,
				(size_t)(text.data - rule->options.data)};
	size_t begin;

	head = ha_slice_trim(head, HA_C_SEPARATOR);
	begin = head.size;
	while (begin > 0 && !ha_in_class(head.data[begin - 1], HA_C_SEPARATOR))
		begin--;
	return ha_slice_from(head, begin);
}

static struct ha_slice
word_behind(const struct ha_rule *rule, struct ha_slice text)
{
	struct ha_slice rest = behind(rule, text), word = {"", 0};

	ha_token_next(&rest, &word);
	return word;
}

/*
 * Writes to TIME what TEXT begins with, a time, without colons and quotes, and
 * with a 'T' in the place of a blank.  Returns whether there was a colon.
 */
static bool
read_time(struct ha_slice text, char time[TIME_MAX])
{
	size_t used = 0;
	bool has_t = false, colon = false;

	for (size_t i = 0; i < text.size && used < TIME_MAX - 2; i++) {
		char c = text.data[i];
		bool digit_next = i + 1 < text.size &&
				  ha_in_class(text.data[i + 1], HA_C_DIGIT);

		colon |= c == ':' && digit_next;
		if (c == '"' || c == '\\' || (c == ':' && digit_next))
			continue;
		if (ha_in_class(c, HA_C_BLANK) && digit_next && !has_t)
			c = 'T';
		if (!ha_in_class(c, HA_C_DIGIT) && !strchr("-+TtZz", c))
			break;
		has_t |= c == 'T' || c == 't';
		time[used++] = c;
	}
	time[used] = '\0';
	return colon;
}

/* Adds NAME=TIME if what TEXT begins with can be made one.  Returns whether. */
static bool
hint_written(const char *before, struct ha_slice name, struct ha_slice text,
	     struct hint *hint)
{
	char time[TIME_MAX];
	const char *zone = "";
	struct ha_moment moment;
	size_t size;
	enum ha_diagnostic_id fault;
	bool colon;

	colon = read_time(text, time);
	fault = ha_moment_parse(ha_slice_of(time), &moment);
	if (fault == HA_D_CONDITION_ZONE) {
		size = strlen(time);
		time[size] = 'Z';
		time[size + 1] = '\0';
		zone = ", Z being UTC";
		fault = ha_moment_parse(ha_slice_of(time), &moment);
	}
	if (fault != HA_D_NONE)
		return false;
	hint_add(hint, "%swrite \"%s%.*s=%s\"%s",
		 colon ? "a ':' ends the option: " : "", before, (int)name.size,
		 name.data, time, zone);
	return true;
}

/* A bad time, which a colon, a blank or quotes may have cut short. */
static void
hint_time(const struct ha_rule *rule, struct ha_slice key,
	  struct ha_slice value, struct hint *hint)
{
	const struct ha_slice line = rule->line->text;
	struct ha_slice all =
	    ha_slice_from(line, (size_t)(value.data - line.data));

	if (!hint_written("", key, all, hint))
		hint_add(hint, "\"until=202612011200Z\" is noon in UTC, and "
			       "\"until=202612011200+0100\" in another zone");
}

static bool
is_time(struct ha_slice key)
{
	return ha_slice_is(key, "until") || ha_slice_is(key, "from");
}

/* Whether TEXT is the name of a condition. */
static bool
is_name(struct ha_slice text)
{
	const char *name;

	for (size_t i = 0; (name = ha_require_name(i)); i++)
		if (ha_slice_is(text, name))
			return true;
	return false;
}

static bool
is_one_of(struct ha_slice word, const char *const *words)
{
	for (; *words; words++)
		if (ha_slice_is(word, *words))
			return true;
	return false;
}

/* TEXT, a word alone, is the name of a condition. */
static void
hint_apart(const struct ha_rule *rule, struct ha_slice text, struct hint *hint)
{
	struct ha_slice next = word_behind(rule, text);
	struct ha_slice value = condition_unwrap(next);

	if (next.size > 0 && value.size == 0)
		value = condition_unwrap(word_behind(rule, next));
	if (value.size > 0)
		hint_add(hint, "no blanks stand around the '=': \"%.*s=%.*s\"",
			 (int)text.size, text.data,
			 (int)ha_slice_head(value, 60).size, value.data);
	else
		hint_add(hint, "a value stands behind it: \"%.*s=...\"",
			 (int)text.size, text.data);
}

/* TEXT stands behind BEFORE, a condition, and is no more than a value. */
static void
hint_another(const struct ha_rule *rule, struct ha_slice text,
	     struct ha_slice before, struct hint *hint)
{
	struct ha_slice key, value;
	bool negated;

	if (!condition_divide(before, &key, &value, &negated) || !is_name(key))
		hint_add(hint, "conditions are NAME=VALUE, each with its "
			       "name; a value with blanks stands between \"\"");
	else if (is_time(key))
		hint_time(rule, key, value, hint);
	else if (ha_slice_is(key, "country") && !negated)
		hint_add(hint, "several countries are several clients: "
			       "\"country=DE country=AT\" before the second "
			       "':'");
	else if (negated)
		hint_add(hint, "each has its name: \"%.*s!=%.*s\"",
			 (int)key.size, key.data, (int)text.size, text.data);
	else if (ha_slice_is(key, "group") && text.data[-1] != ',')
		hint_add(hint,
			 "a name with blanks stands between \"\": "
			 "group=\"%.*s %.*s\"",
			 (int)value.size, value.data, (int)text.size,
			 text.data);
	else
		hint_add(hint,
			 "all conditions of a rule have to hold: for another "
			 "value write another rule, with \"require %.*s=%.*s\"",
			 (int)key.size, key.data, (int)text.size, text.data);
}

/* A word of `require` that has no '='. */
static void
hint_word(const struct ha_rule *rule, struct ha_slice text, struct hint *hint)
{
	static const char *const ands[] = {"and", "&&", "&", NULL},
				 *const ors[] = {"or", "||", "|", NULL},
				 *const nots[] = {"not", "!", "no", NULL};
	struct ha_slice key, value;
	bool negated;

	if (is_one_of(text, ands))
		hint_add(hint, "all conditions have to hold, without a word "
			       "between them");
	else if (is_one_of(text, ors))
		hint_add(hint, "one of several: each stands in a rule of its "
			       "own");
	else if (is_one_of(text, nots) &&
		 condition_divide(word_behind(rule, text), &key, &value,
				  &negated))
		hint_add(hint, "did you mean \"%.*s!=%.*s\"?", (int)key.size,
			 key.data, (int)ha_slice_head(value, 60).size,
			 value.data);
	else if (is_name(text))
		hint_apart(rule, text, hint);
	else
		hint_another(rule, ha_slice_head(text, 60),
			     word_before(rule, text), hint);
}

/* A condition of `require` that nobody knows. */
static void
hint_unknown(const struct ha_rule *rule, struct ha_slice text,
	     struct hint *hint)
{
	struct ha_slice bare = condition_unwrap(text), key, value;
	bool negated, mark = bare.size > 0 && bare.data[0] == '!';
	const char *name;

	if (!condition_divide(ha_slice_from(bare, mark), &key, &value,
			      &negated)) {
		hint_word(rule, text, hint);
		return;
	}
	name = condition_nearest(key);
	value = ha_slice_head(condition_unwrap(value), 60);
	if (name)
		hint_add(hint, "did you mean \"%s%s=%.*s\"?", name,
			 negated || mark ? "!" : "", (int)value.size,
			 value.data);
}

/* A quote without its partner, which may be that of a time with colons. */
static void
hint_quote(const struct ha_rule *rule, struct ha_slice text, struct hint *hint)
{
	struct ha_slice key, value;
	bool negated;

	if (condition_divide(text, &key, &value, &negated) && is_time(key))
		hint_time(rule, key, value, hint);
}

void
require_hint(const struct check *check, const struct ha_diagnostic *diagnostic,
	     struct hint *hint)
{
	struct ha_slice text = diagnostic->text, key, value;
	bool negated;

	switch (diagnostic->id) {
	case HA_D_CONDITION_UNKNOWN:
		hint_unknown(check->rule, text, hint);
		break;
	case HA_D_CONDITION_VALUE:
		if (condition_divide(text, &key, &value, &negated))
			condition_hint_value(key, value, hint);
		break;
	case HA_D_CONDITION_TIME:
	case HA_D_CONDITION_ZONE:
		if (condition_divide(text, &key, &value, &negated))
			hint_time(check->rule, key, value, hint);
		break;
	case HA_D_CONDITION_QUOTE:
		hint_quote(check->rule, text, hint);
		break;
	case HA_D_CONDITION_NEGATED:
		hint_add(hint, "until= is the other way round of from=");
		break;
	default:
		break;
	}
}

bool
require_hint_option(const struct ha_rule *rule,
		    const struct ha_option_field *field, struct hint *hint)
{
	const struct ha_slice line = rule->line->text;
	struct ha_slice key = field->keyword, value = field->value;
	bool negated = ha_slice_ends(key, ha_slice_of("!"));
	const char *quote = "";

	key.size -= negated;
	if (ha_slice_is(key, "not") || ha_slice_is(key, "!")) {
		negated = true;
		if (!condition_divide(value, &key, &value, &negated))
			return false;
		negated = !negated;
	}
	if (!is_name(key) || value.size == 0)
		return false;
	if (is_time(key) &&
	    hint_written("require ", key,
			 ha_slice_from(line, (size_t)(value.data - line.data)),
			 hint))
		return true;
	value = ha_slice_head(condition_unwrap(value), 60);
	if (ha_slice_any(value, HA_C_BLANK))
		quote = "\"";
	hint_add(hint, "write \"require %.*s%s=%s%.*s%s\"", (int)key.size,
		 key.data, negated ? "!" : "", quote, (int)value.size,
		 value.data, quote);
	return true;
}

void
require_hint_missing(const struct ha_rule *rule,
		     const struct ha_option_field *field, struct hint *hint)
{
	struct ha_slice rest = behind(rule, field->text), value;

	rest = ha_slice_trim(ha_slice_from(rest, ha_slice_find(rest, ':') + 1),
			     HA_C_SPACE);
	value = ha_slice_head(rest, ha_slice_find(rest, ':'));
	if (ha_slice_find(value, '=') < value.size)
		hint_add(hint, "no ':' stands behind it: \"require %.*s\"",
			 (int)ha_slice_head(value, 60).size, value.data);
	else
		hint_add(hint, "conditions, such as \"require user=anna\"");
}
