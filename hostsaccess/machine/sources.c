/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/sources.h"

#include "common/request/system_resolver.h"
#include "common/rule/predicate.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Addresses that databases of the whole Internet know. */
static const char *const known[] = {"8.8.8.8", "1.1.1.1", "9.9.9.9",
				    "193.0.6.139"};

/* Whether a database that calls itself TYPE is not one of KIND. */
static bool
is_of_other_kind(const char *type, enum ha_geo_kind kind)
{
	bool asn = strcasestr(type, "asn") || strcasestr(type, "isp");
	bool place = strcasestr(type, "country") || strcasestr(type, "city") ||
		     strcasestr(type, "location");

	return kind == HA_GEO_ASN ? place && !asn : asn && !place;
}

bool
source_try_geo(enum ha_geo_kind kind, const char *files, struct ha_geo *geo,
	       char why[SOURCE_WHY_MAX])
{
	struct ha_system_resolver system;
	struct ha_resolver resolver;
	struct ha_address address;
	enum ha_lookup lookup = HA_LOOKUP_FAILED;

	*geo = (struct ha_geo){.fault = HA_GEO_NOT_ASKED};
	ha_system_resolver_init(&system, SOURCE_TIMEOUT_MS, &resolver);
	system.geo_files = files;
	for (size_t i = 0;
	     i < sizeof(known) / sizeof(*known) && lookup != HA_LOOKUP_FOUND;
	     i++) {
		ha_address_parse(ha_slice_of(known[i]), &address);
		lookup = resolver.geo_of(resolver.context, kind, &address, geo);
		if (geo->fault != HA_GEO_NO_FAULT &&
		    geo->fault != HA_GEO_NO_RECORD)
			break;
	}
	if (lookup == HA_LOOKUP_FOUND)
		return true;
	if (geo->fault == HA_GEO_NO_RECORD && is_of_other_kind(geo->type, kind))
		geo->fault = HA_GEO_OTHER;
	ha_geo_explain(geo, why, SOURCE_WHY_MAX);
	return geo->fault == HA_GEO_NO_RECORD;
}

/* Asks the list ZONE about ADDRESS, as a rule does. */
static enum ha_match
ask_list(const char *zone, const char *address, struct ha_request *request)
{
	const struct ha_predicate *one = ha_predicates;
	char words[HA_NAME_MAX + 8];

	while (one->kind != HA_PREDICATE_DNSBL)
		one++;
	snprintf(words, sizeof(words), "dnsbl=%s", zone);
	ha_endpoint_set_address(&request->client, ha_slice_of(address));
	return one->match(&(struct ha_condition){.words = ha_slice_of(words),
						 .value = ha_slice_of(zone),
						 .request = request,
						 .endpoint = &request->client});
}

/* The part of what REQUEST could not find out that is no condition. */
static const char *
why_of(const struct ha_request *request)
{
	const char *trouble = ha_request_trouble(request);
	const char *colon = strstr(trouble, ": ");

	return colon ? colon + 2 : trouble;
}

enum source_list
source_ask_dnsbl(const char *zone, char why[SOURCE_WHY_MAX])
{
	struct ha_system_resolver system;
	struct ha_resolver resolver;
	struct ha_request request;
	enum ha_match listed, other = HA_MATCH_FAILED;

	ha_system_resolver_init(&system, SOURCE_TIMEOUT_MS, &resolver);
	ha_request_init(&request, &resolver);
	why[0] = '\0';
	listed = ask_list(zone, "127.0.0.2", &request);
	if (!ha_match_is_undecided(listed))
		other = ask_list(zone, "127.0.0.1", &request);
	if (ha_match_is_undecided(listed) || ha_match_is_undecided(other)) {
		snprintf(why, SOURCE_WHY_MAX, "%s", why_of(&request));
		return SOURCE_LIST_FAILED;
	}
	if (other == HA_MATCH_YES) {
		snprintf(why, SOURCE_WHY_MAX,
			 "it lists 127.0.0.1, and so everybody, perhaps");
		return SOURCE_LIST_ALL;
	}
	if (listed == HA_MATCH_YES)
		return SOURCE_LIST_SOUND;
	snprintf(why, SOURCE_WHY_MAX,
		 "it does not list 127.0.0.2, so that it may be no list, or "
		 "empty");
	return SOURCE_LIST_EMPTY;
}

bool
source_try_dnsbl(const char *zone, char why[SOURCE_WHY_MAX])
{
	return source_ask_dnsbl(zone, why) == SOURCE_LIST_SOUND;
}

static bool
visit_any(void *visitor, const struct ha_address *address)
{
	bool *any = visitor;

	(void)address;
	*any = true;
	return false;
}

bool
source_try_name(const char *name, char why[SOURCE_WHY_MAX])
{
	static const enum ha_family families[] = {HA_FAMILY_IPV4,
						  HA_FAMILY_IPV6};
	struct ha_system_resolver system;
	struct ha_resolver resolver;
	bool any = false, failed = false;

	ha_system_resolver_init(&system, SOURCE_TIMEOUT_MS, &resolver);
	for (int i = 0; i < 2 && !any; i++)
		failed |=
		    resolver.addresses_of(resolver.context, name, families[i],
					  visit_any, &any) == HA_LOOKUP_FAILED;
	snprintf(why, SOURCE_WHY_MAX, "%s",
		 failed ? "it cannot be looked up from here"
			: "it has no address now");
	return any;
}
