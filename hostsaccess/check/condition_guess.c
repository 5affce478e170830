/* SPDX-License-Identifier: BSD-3-Clause */
/* What was meant by a condition that is none. */
#include "hostsaccess/check/condition_guess.h"

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

const char *
condition_nearest(struct ha_slice key)
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

bool
condition_divide(struct ha_slice token, struct ha_slice *key,
		 struct ha_slice *value, bool *negated)
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

	if (!condition_divide(ha_slice_from(bare, mark), &key, &value,
			      &negated) ||
	    !ha_slice_all(key, HA_C_HOST_NAME) || key.size > 20)
		return false;
	name = condition_nearest(key);
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

void
condition_hint_value(struct ha_slice key, struct ha_slice value,
		     struct hint *hint)
{
	if (ha_slice_is(key, "country"))
		hint_country(value, hint);
	else if (ha_slice_is(key, "continent"))
		hint_continent(value, hint);
	else if (ha_slice_is(key, "forward"))
		hint_forward(value, hint);
	else if (ha_slice_is(key, "asn"))
		hint_bare("asn", value, hint);
	else if (ha_slice_is(key, "dnsbl"))
		hint_bare("dnsbl", value, hint);
	else if (value.size == 0)
		hint_add(hint, "the value stands close behind the '='");
}

void
condition_hint(const struct check *check,
	       const struct ha_diagnostic *diagnostic, struct hint *hint)
{
	struct ha_slice key, value;
	bool negated;

	(void)check;
	if (condition_divide(diagnostic->text, &key, &value, &negated))
		condition_hint_value(key, value, hint);
}
