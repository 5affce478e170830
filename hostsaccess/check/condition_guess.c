/* SPDX-License-Identifier: BSD-3-Clause */
/* What was meant by a condition that is none. */
#include "hostsaccess/check/condition.h"

#include "common/option/require.h"
#include "common/rule/countries.h"
#include "hostsaccess/finding/hint.h"
#include "hostsaccess/tool/nearest.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define NAMES_MAX 16

/* What people call conditions. */
static const struct {
	const char *word, *name;
} others[] = {
    {"geo", "country"},      {"geoip", "country"},  {"cc", "country"},
    {"nation", "country"},   {"as", "asn"},         {"host", "forward"},
    {"dns", "forward"},      {"dyndns", "forward"}, {"ddns", "forward"},
    {"hostname", "forward"}, {"rbl", "dnsbl"},      {"blocklist", "dnsbl"},
    {"dnswl", "dnsbl"},      {"login", "user"},     {"users", "user"},
    {"groups", "group"},     {"expires", "until"},  {"expiry", "until"},
    {"before", "until"},     {"to", "until"},       {"notafter", "until"},
    {"after", "from"},       {"since", "from"},     {"notbefore", "from"},
};

/* The condition that KEY was meant to be, or NULL. */
static const char *
nearest_name(struct ha_slice key)
{
	const char *names[NAMES_MAX];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(others); i++)
		if (ha_slice_is(key, others[i].word))
			return others[i].name;
	while (count < NAMES_MAX && ha_require_name(count)) {
		names[count] = ha_require_name(count);
		if (ha_slice_is(key, names[count]))
			return names[count];
		count++;
	}
	return nearest_word(key, names, count);
}

/* Whether NAME is of the client, and may stand in a client list. */
static bool
is_of_client(const char *name)
{
	for (const struct ha_predicate *one = ha_predicates; one->name; one++)
		if (strcmp(one->name, name) == 0)
			return true;
	return false;
}

/* Divides TOKEN at its '='; *KEY is without a '!' at its end. */
static bool
divide(struct ha_slice token, struct ha_slice *key, struct ha_slice *value,
       bool *negated)
{
	size_t equals = ha_slice_find(token, '=');

	*key = ha_slice_head(token, equals);
	*value = ha_slice_from(token, equals + 1);
	*negated = key->size > 1 && key->data[key->size - 1] == '!';
	key->size -= *negated;
	return equals < token.size && equals > 0;
}

/* Adds what to write for NAME=VALUE of a client, NEGATED, where CHECK is. */
static void
hint_client(const struct check *check, const char *name, struct ha_slice value,
	    bool negated, struct hint *hint)
{
	int size = (int)value.size;

	if (!negated)
		hint_add(hint, "did you mean \"%s=%.*s\"?", name, size,
			 value.data);
	else if (check->excepts % 2)
		hint_add(hint,
			 "EXCEPT and '!' together are no negation: in the "
			 "place of \"ALL EXCEPT %s!=%.*s\" write \"%s=%.*s\"",
			 name, size, value.data, name, size, value.data);
	else
		hint_add(hint,
			 "did you mean \"ALL EXCEPT %s=%.*s\"? Or, behind a "
			 "second ':', \"require %s!=%.*s\"",
			 name, size, value.data, name, size, value.data);
}

/* The condition of `require` that KEY=VALUE, NEGATED, was meant to be. */
static void
hint_required(const char *name, struct ha_slice value, bool negated,
	      struct hint *hint)
{
	hint_add(hint,
		 "what is no client's stands behind the second ':': "
		 "\"require %s%s=%.*s\"",
		 name, negated ? "!" : "", (int)value.size, value.data);
}

bool
condition_check_name(struct check *check, struct ha_slice token,
		     struct ha_place place)
{
	struct hint hint = {.size = 0};
	struct ha_slice bare = condition_unwrap(token), key, value;
	const char *name;
	bool negated, mark = bare.size > 0 && bare.data[0] == '!';

	if (!divide(ha_slice_from(bare, mark), &key, &value, &negated) ||
	    !ha_slice_all(key, HA_C_HOST_NAME) || key.size > 20)
		return false;
	name = nearest_name(key);
	/* quotes around it, and so on: see guess_byte() */
	if (bare.size < token.size && (!name || !(negated || mark)))
		return false;
	value = ha_slice_head(condition_unwrap(value), 60);
	if (ha_slice_is(key, "require"))
		hint_add(&hint,
			 "it is an option, with a blank behind it: "
			 "\"ALL: require %.*s\"",
			 (int)value.size, value.data);
	else if (name && is_of_client(name))
		hint_client(check, name, value, negated || mark, &hint);
	else if (name)
		hint_required(name, value, negated || mark, &hint);
	check_find(check, FINDING_CONDITION_NAME, place, token, &hint);
	return true;
}

/* Codes that people write for countries, and what they are. */
static const struct {
	const char *code, *words;
} no_countries[] = {
    {"UK", "GB is the code of the United Kingdom"},
    {"EL", "GR is the code of Greece"},
    {"EU", "the continent is continent=EU"},
    {"AP", "no address is in AP any more; continent=AS is Asia"},
    {"A1", "no database has A1, A2 and O1 any more"},
    {"A2", "no database has A1, A2 and O1 any more"},
    {"O1", "no database has A1, A2 and O1 any more"},
    {"T1", "T1 and XX are those of a proxy for the web, and of no database"},
    {"XX", "T1 and XX are those of a proxy for the web, and of no database"},
};

/* VALUE of NAME with what does not belong to it around it, or nothing. */
static void
hint_bare(const char *name, struct ha_slice value, struct hint *hint)
{
	struct ha_slice bare = condition_unwrap(value);

	if (bare.size == 0)
		hint_add(hint, "the value stands close behind the '='");
	else if (bare.size < value.size)
		hint_add(hint, "did you mean \"%s=%.*s\"?", name,
			 (int)ha_slice_head(bare, 60).size, bare.data);
}

/* What VALUE is that is no country. */
static void
hint_country(struct ha_slice value, struct hint *hint)
{
	for (size_t i = 0; i < COUNT(no_countries); i++)
		if (ha_slice_is(value, no_countries[i].code))
			hint_add(hint, "%s", no_countries[i].words);
	if (ha_slice_find(value, ',') < value.size)
		hint_add(hint, "several countries are several clients: "
			       "\"country=DE country=AT\"");
	if (hint->size == 0)
		hint_bare("country", value, hint);
	if (hint->size == 0 && value.size != 2)
		hint_add(hint, "two letters, such as DE, are wanted");
}

static void
hint_continent(struct ha_slice value, struct hint *hint)
{
	hint_bare("continent", value, hint);
	if (hint->size == 0 && ha_is_country(value))
		hint_add(hint, "the country is country=%.*s", (int)value.size,
			 value.data);
}

static void
hint_forward(struct ha_slice value, struct hint *hint)
{
	struct ha_address address;

	if (ha_address_parse(value, &address))
		hint_mean(hint, value);
	else
		hint_add(hint, "a name such as home.example.org, or for nets "
			       "of IPv6 home.example.org/64, is wanted");
}

/* What stands behind TEXT, a part of the rule of CHECK. */
static struct ha_slice
behind(const struct check *check, struct ha_slice text)
{
	const struct ha_slice line = check->rule->line->text;

	return ha_slice_from(line, (size_t)(text.data - line.data) + text.size);
}

/* A time whose colon ended the option: it is written without colons. */
static void
hint_time(const struct check *check, struct ha_slice text,
	  struct ha_slice value, struct hint *hint)
{
	struct ha_slice rest = behind(check, text);
	char digits[20];
	int used = 0;

	if (rest.size < 2 || rest.data[0] != ':' || value.size < 3 ||
	    !ha_in_class(rest.data[1], HA_C_DIGIT)) {
		hint_add(hint, "\"until=202612011200Z\" is noon in UTC, and "
			       "\"until=202612011200+0100\" in another zone");
		return;
	}
	for (size_t i = 0; i < rest.size && used < (int)sizeof(digits) &&
			   !ha_in_class(rest.data[i], HA_C_SEPARATOR);
	     i++)
		if (rest.data[i] != ':' && rest.data[i] != '\\')
			digits[used++] = rest.data[i];
	hint_add(hint, "a ':' ends the option: write \"%.*s%.*s\"",
		 (int)ha_slice_head(text, 60).size, text.data, used, digits);
}

/* A condition of `require` that nobody knows. */
static void
hint_unknown(const struct check *check, struct ha_slice text, struct hint *hint)
{
	struct ha_slice key, value;
	struct ha_slice rest =
	    ha_slice_trim(behind(check, text), HA_C_SEPARATOR);
	bool negated, divided = divide(text, &key, &value, &negated);
	const char *name = nearest_name(key);

	if (!divided && rest.size > 0 && ha_slice_find(rest, '=') < 2)
		hint_add(hint, "no blanks stand around the '='");
	else if (!divided && ha_is_country(text))
		hint_add(hint, "several countries are several clients: "
			       "\"country=DE country=AT\" before the second "
			       "':'");
	else if (!divided)
		hint_add(hint, "conditions are NAME=VALUE, each with its "
			       "name; a value with blanks stands between \"\"");
	else if (name)
		hint_add(hint, "did you mean \"%s%s=%.*s\"?", name,
			 negated ? "!" : "", (int)ha_slice_head(value, 60).size,
			 value.data);
}

/* A condition of `require` whose value is none. */
static void
hint_value(struct ha_slice text, struct hint *hint)
{
	struct ha_slice key, value;
	bool negated;

	if (!divide(text, &key, &value, &negated))
		return;
	if (ha_slice_is(key, "country"))
		hint_country(value, hint);
	else if (ha_slice_is(key, "forward"))
		hint_forward(value, hint);
	else if (value.size == 0)
		hint_add(hint, "the value stands close behind the '='");
}

void
condition_hint(const struct check *check,
	       const struct ha_diagnostic *diagnostic, struct hint *hint)
{
	struct ha_slice text = diagnostic->text, key, value;
	bool negated;

	divide(text, &key, &value, &negated);
	switch (diagnostic->id) {
	case HA_D_COUNTRY:
		hint_country(value, hint);
		break;
	case HA_D_CONTINENT:
		hint_continent(value, hint);
		break;
	case HA_D_ASN:
		hint_bare("asn", value, hint);
		break;
	case HA_D_DNSBL:
		hint_bare("dnsbl", value, hint);
		break;
	case HA_D_FORWARD:
		hint_forward(value, hint);
		break;
	case HA_D_CONDITION_UNKNOWN:
		hint_unknown(check, text, hint);
		break;
	case HA_D_CONDITION_VALUE:
		hint_value(text, hint);
		break;
	case HA_D_CONDITION_TIME:
	case HA_D_CONDITION_ZONE:
		hint_time(check, text, value, hint);
		break;
	case HA_D_CONDITION_NEGATED:
		hint_add(hint, "until= is the other way round of from=");
		break;
	default:
		break;
	}
}
