/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/status/asks.h"

#include "common/option/option.h"
#include "common/option/require.h"
#include "common/rule/visit.h"

#include <stdio.h>
#include <string.h>

/* Whether a database is asked by KIND, and then what for. */
static bool
is_of_geo(enum ha_predicate_kind kind, enum ha_geo_kind *geo)
{
	switch (kind) {
	case HA_PREDICATE_COUNTRY:
		*geo = HA_GEO_COUNTRY;
		return true;
	case HA_PREDICATE_CONTINENT:
		*geo = HA_GEO_CONTINENT;
		return true;
	case HA_PREDICATE_ASN:
		*geo = HA_GEO_ASN;
		return true;
	case HA_PREDICATE_FORWARD:
	case HA_PREDICATE_DNSBL:
		break;
	}
	return false;
}

/* A rule that is taken. */
struct taking {
	struct asks *asks;
	const char *geo_files;
};

/* Whether ONE and OTHER, each of which may be NULL, name the same files. */
static bool
is_same(const char *one, const char *other)
{
	return one && other ? strcmp(one, other) == 0 : one == other;
}

/* Adds what PREDICATE asks about VALUE, once. */
static void
add(const struct taking *taking, const struct ha_predicate *predicate,
    struct ha_slice value)
{
	struct asks *asks = taking->asks;
	struct ask *added = &asks->all[asks->count];
	enum ha_geo_kind kind;

	if (asks->count == ASKS_MAX || predicate->check(value) != HA_D_NONE)
		return;
	value = ha_slice_head(value, ha_slice_find(value, '/'));
	*added = (struct ask){.name = predicate->name, .kind = predicate->kind};
	if (is_of_geo(predicate->kind, &kind)) {
		value.size = 0;
		added->geo_files = taking->geo_files;
	}
	if (!ha_slice_copy(value, added->value, sizeof(added->value)))
		return;
	for (size_t i = 0; i < asks->count; i++)
		if (asks->all[i].name == added->name &&
		    is_same(asks->all[i].geo_files, added->geo_files) &&
		    ha_slice_is(value, asks->all[i].value))
			return;
	asks->count++;
}

static void
visit_token(void *context, const struct ha_token *token,
	    const struct ha_pattern *left, const struct ha_pattern *host)
{
	(void)left;
	if (token->client && host && host->kind == HA_PATTERN_PREDICATE)
		add(context, host->predicate, host->value);
}

void
asks_take_rule(struct asks *asks, const struct ha_rule *rule,
	       const char *geo_files)
{
	struct taking taking = {asks, geo_files};
	struct ha_option_field field = {.followed = rule->has_options};
	struct ha_slice rest = rule->options;
	struct ha_required required;

	ha_visit_lists(rule, NULL, visit_token, &taking);
	while (field.followed) {
		ha_option_next(&rest, &field);
		if (!ha_slice_is(field.keyword, "require"))
			continue;
		while (ha_require_next(&field.value, &required))
			if (required.kind == HA_REQUIRE_CLIENT)
				add(&taking, required.predicate,
				    required.value);
	}
}

/* Likewise of one, a database. */
static void
try_geo(struct ask *ask, enum ha_geo_kind kind)
{
	struct ha_geo geo;
	time_t built;
	struct tm day;
	char date[16] = "";

	ask->works = source_try_geo(kind, ask->geo_files, &geo, ask->words);
	built = (time_t)geo.built;
	if (built > 0 && gmtime_r(&built, &day))
		strftime(date, sizeof(date), " of %F", &day);
	if (ask->works)
		snprintf(ask->words, sizeof(ask->words), "%s%s, %s", geo.type,
			 date, geo.file);
}

void
asks_try(struct asks *asks)
{
	for (size_t i = 0; i < asks->count; i++) {
		struct ask *ask = &asks->all[i];
		bool is_list = ask->kind == HA_PREDICATE_DNSBL;
		enum ha_geo_kind kind;

		if (is_of_geo(ask->kind, &kind)) {
			try_geo(ask, kind);
			continue;
		}
		ask->works = is_list ? source_try_dnsbl(ask->value, ask->words)
				     : source_try_name(ask->value, ask->words);
		if (ask->works)
			snprintf(ask->words, sizeof(ask->words), "%s",
				 is_list ? "answers" : "has an address");
	}
}
