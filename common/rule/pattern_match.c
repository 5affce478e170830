/* SPDX-License-Identifier: BSD-3-Clause */
/* Patterns compared with what is known of a request. */
#include "common/rule/pattern.h"

/* A wildcard of stars only, which even matches what is not known. */
static bool
is_stars(const struct ha_pattern *pattern)
{
	for (size_t i = 0; i < pattern->text.size; i++)
		if (pattern->text.data[i] != '*')
			return false;
	return pattern->kind == HA_PATTERN_WILDCARD;
}

bool
ha_pattern_match_fact(const struct ha_pattern *pattern,
		      const struct ha_fact *fact)
{
	if (pattern->kind == HA_PATTERN_ALL || is_stars(pattern))
		return true;
	if (pattern->kind == HA_PATTERN_KNOWN)
		return fact->state != HA_FACT_UNKNOWN;
	if (pattern->kind == HA_PATTERN_UNKNOWN)
		return fact->state == HA_FACT_UNKNOWN;
	if (pattern->kind == HA_PATTERN_PARANOID)
		return fact->state == HA_FACT_PARANOID;
	return fact->state == HA_FACT_KNOWN &&
	       ha_pattern_match_text(pattern, fact->text);
}

bool
ha_pattern_match_port(const struct ha_pattern *pattern,
		      const struct ha_request *request)
{
	return request->server.port != 0 &&
	       pattern->port == request->server.port;
}

static enum ha_match
match_of(bool matches)
{
	return matches ? HA_MATCH_YES : HA_MATCH_NO;
}

/* Whether FACT is in STATE: undecided if it could not be found out. */
static enum ha_match
match_state(const struct ha_fact *fact, enum ha_fact_state state)
{
	if (fact->state == HA_FACT_FAILED)
		return HA_MATCH_FAILED;
	return match_of(fact->state == state);
}

enum ha_match
ha_match_or(enum ha_match a, enum ha_match b)
{
	if (a == HA_MATCH_YES || b == HA_MATCH_YES)
		return HA_MATCH_YES;
	return a > b ? a : b;
}

enum ha_match
ha_match_and(enum ha_match a, enum ha_match b)
{
	if (a == HA_MATCH_NO || b == HA_MATCH_NO)
		return HA_MATCH_NO;
	if (a == HA_MATCH_YES || b == HA_MATCH_YES)
		return a == HA_MATCH_YES ? b : a;
	return ha_match_or(a, b);
}

/* UNKNOWN and PARANOID: the address or the name is in STATE. */
static enum ha_match
match_either_state(enum ha_fact_state state, struct ha_request *request,
		   struct ha_endpoint *endpoint)
{
	enum ha_match match =
	    match_state(ha_request_address(request, endpoint), state);

	if (match == HA_MATCH_YES)
		return match;
	return ha_match_or(
	    match, match_state(ha_request_name(request, endpoint), state));
}

/* KNOWN: there is an address, and a name that can be believed. */
static enum ha_match
match_known(struct ha_request *request, struct ha_endpoint *endpoint)
{
	const struct ha_fact *address = ha_request_address(request, endpoint);

	if (address->state == HA_FACT_UNKNOWN)
		return HA_MATCH_NO;
	if (address->state == HA_FACT_FAILED)
		return HA_MATCH_FAILED;
	return match_state(ha_request_name(request, endpoint), HA_FACT_KNOWN);
}

/* LOCAL: a name without a dot. */
static enum ha_match
match_local(struct ha_request *request, struct ha_endpoint *endpoint)
{
	const struct ha_fact *name = ha_request_name(request, endpoint);
	enum ha_match known = match_state(name, HA_FACT_KNOWN);

	if (known != HA_MATCH_YES)
		return known;
	return match_of(ha_slice_find(name->text, '.') == name->text.size);
}

static enum ha_match
match_net(const struct ha_pattern *pattern, struct ha_request *request,
	  struct ha_endpoint *endpoint)
{
	const struct ha_fact *address = ha_request_address(request, endpoint);

	if (address->state == HA_FACT_FAILED)
		return HA_MATCH_FAILED;
	if (!ha_net_contains(&pattern->net, &endpoint->address))
		return HA_MATCH_NO;
	return !pattern->host_bits ||
		       ha_address_equal(&pattern->host, &endpoint->address)
		   ? HA_MATCH_YES
		   : HA_MATCH_HOST_BITS;
}

static enum ha_match
netgroup_has(const struct ha_request *request, const char *group,
	     struct ha_slice host)
{
	const struct ha_resolver *resolver = request->resolver;
	char text[HA_NAME_MAX + 1];

	if (!ha_slice_copy(host, text, sizeof(text)))
		return HA_MATCH_NO;
	switch (resolver->netgroup_has(resolver->context, group, text)) {
	case HA_LOOKUP_FOUND:
		return HA_MATCH_YES;
	case HA_LOOKUP_NONE:
		return HA_MATCH_NO;
	case HA_LOOKUP_FAILED:
		break;
	}
	return HA_MATCH_FAILED;
}

/* @GROUP: the address as text, or the name, is a host of the group. */
static enum ha_match
match_netgroup(const struct ha_pattern *pattern, struct ha_request *request,
	       struct ha_endpoint *endpoint)
{
	const struct ha_fact *fact = ha_request_address(request, endpoint);
	enum ha_match match = match_state(fact, HA_FACT_FAILED);
	char group[HA_NAME_MAX + 1];

	if (!request->resolver ||
	    !ha_slice_copy(ha_slice_from(pattern->text, 1), group,
			   sizeof(group)))
		return HA_MATCH_NO;
	if (endpoint->address.family != HA_FAMILY_NONE)
		match = netgroup_has(request, group, fact->text);
	if (match == HA_MATCH_YES)
		return match;
	fact = ha_request_name(request, endpoint);
	if (fact->state == HA_FACT_KNOWN)
		return ha_match_or(match,
				   netgroup_has(request, group, fact->text));
	return ha_match_or(match, match_state(fact, HA_FACT_FAILED));
}

/* Text against one fact of an endpoint. */
static enum ha_match
match_fact_text(const struct ha_pattern *pattern, const struct ha_fact *fact)
{
	if (fact->state == HA_FACT_FAILED)
		return HA_MATCH_FAILED;
	return match_of(fact->state == HA_FACT_KNOWN &&
			ha_pattern_match_text(pattern, fact->text));
}

/* Text against the address, which is looked up for text that may be one. */
static enum ha_match
match_address_text(const struct ha_pattern *pattern, struct ha_request *request,
		   struct ha_endpoint *endpoint)
{
	if (endpoint->address_fact.state != HA_FACT_KNOWN &&
	    !ha_pattern_may_be_address(pattern))
		return HA_MATCH_NO;
	return match_fact_text(pattern, ha_request_address(request, endpoint));
}

/*
 * Text against the name, which is looked up for text that may be one.  What
 * is looked up is a sound name; one that is given is compared as it stands.
 */
static enum ha_match
match_name_text(const struct ha_pattern *pattern, struct ha_request *request,
		struct ha_endpoint *endpoint)
{
	if (endpoint->name_fact.state != HA_FACT_KNOWN &&
	    !ha_pattern_may_be_name(pattern))
		return HA_MATCH_NO;
	return match_fact_text(pattern, ha_request_name(request, endpoint));
}

/*
 * Text against the address, then the name.  Suffixes and full names are for
 * names only; what looks like an IPv4 address is for addresses only.
 */
static enum ha_match
match_endpoint_text(const struct ha_pattern *pattern,
		    struct ha_request *request, struct ha_endpoint *endpoint)
{
	bool name_only = pattern->kind == HA_PATTERN_SUFFIX ||
			 pattern->kind == HA_PATTERN_FULL_NAME;
	enum ha_match match = HA_MATCH_NO;

	if (!name_only)
		match = match_address_text(pattern, request, endpoint);
	if (match == HA_MATCH_YES || pattern->numeric)
		return match;
	return ha_match_or(match, match_name_text(pattern, request, endpoint));
}

/*
 * NAME=VALUE, about the client.  The address is looked up first, if only a
 * name is known; what of a server, or with a bad value, is asked nobody knows.
 */
static enum ha_match
match_predicate(const struct ha_pattern *pattern, struct ha_request *request,
		struct ha_endpoint *endpoint)
{
	const struct ha_condition condition = {pattern->text, pattern->value,
					       request, endpoint};

	if (pattern->malformed || endpoint == &request->server) {
		ha_request_note_trouble(request, pattern->text,
					"not to be asked so");
		return HA_MATCH_MALFORMED;
	}
	ha_request_address(request, endpoint);
	return pattern->predicate->match(&condition);
}

/* Against the one address that ENDPOINT has. */
static enum ha_match
match_host(const struct ha_pattern *pattern, struct ha_request *request,
	   struct ha_endpoint *endpoint)
{
	switch (pattern->kind) {
	case HA_PATTERN_NEVER:
	case HA_PATTERN_ALL:
	case HA_PATTERN_LIST:
	case HA_PATTERN_PORT:
		break;
	case HA_PATTERN_KNOWN:
		return match_known(request, endpoint);
	case HA_PATTERN_UNKNOWN:
		return match_either_state(HA_FACT_UNKNOWN, request, endpoint);
	case HA_PATTERN_PARANOID:
		return match_either_state(HA_FACT_PARANOID, request, endpoint);
	case HA_PATTERN_LOCAL:
		return match_local(request, endpoint);
	case HA_PATTERN_NETGROUP:
		return match_netgroup(pattern, request, endpoint);
	case HA_PATTERN_PREDICATE:
		return match_predicate(pattern, request, endpoint);
	case HA_PATTERN_NET:
		return match_net(pattern, request, endpoint);
	case HA_PATTERN_WILDCARD:
	case HA_PATTERN_SUFFIX:
	case HA_PATTERN_PREFIX:
	case HA_PATTERN_FULL_NAME:
	case HA_PATTERN_TEXT:
		return match_endpoint_text(pattern, request, endpoint);
	}
	return HA_MATCH_NO;
}

/* What A and B say of two addresses, of which one is meant. */
static enum ha_match
match_of_either(enum ha_match a, enum ha_match b)
{
	enum ha_match most = a > b ? a : b;

	if (a == b)
		return a;
	return most > HA_MATCH_UNCONFIRMED ? most : HA_MATCH_UNCONFIRMED;
}

/* Against all addresses that ENDPOINT may have. */
static enum ha_match
match_candidates(const struct ha_pattern *pattern, struct ha_request *request,
		 struct ha_endpoint *endpoint)
{
	enum ha_match match = match_host(pattern, request, endpoint);

	for (size_t i = 1; i < endpoint->candidate_count; i++) {
		ha_endpoint_choose(endpoint, i);
		match = match_of_either(match,
					match_host(pattern, request, endpoint));
	}
	if (endpoint->candidate_count > 1)
		ha_endpoint_choose(endpoint, 0);
	return match;
}

/* Whether PATTERN says the same of all clients, whoever they are. */
static bool
is_for_everybody(const struct ha_pattern *pattern)
{
	return pattern->kind == HA_PATTERN_ALL || is_stars(pattern);
}

static bool
is_for_nobody(const struct ha_pattern *pattern)
{
	return pattern->kind == HA_PATTERN_NEVER ||
	       pattern->kind == HA_PATTERN_LIST ||
	       pattern->kind == HA_PATTERN_PORT;
}

enum ha_match
ha_pattern_match_host(const struct ha_pattern *pattern,
		      struct ha_request *request, struct ha_endpoint *endpoint)
{
	enum ha_standing standing = ha_endpoint_standing(endpoint);
	enum ha_match match;

	if (is_for_everybody(pattern))
		return HA_MATCH_YES;
	if (is_for_nobody(pattern))
		return HA_MATCH_NO;
	if (standing != HA_STANDING_GOOD && ha_pattern_out_of_reach(pattern))
		return HA_MATCH_NO;
	if (standing == HA_STANDING_UNREADABLE)
		return HA_MATCH_UNCONFIRMED;
	match = match_candidates(pattern, request, endpoint);
	if (standing == HA_STANDING_GOOD || ha_match_is_undecided(match))
		return match;
	return match == HA_MATCH_YES ? HA_MATCH_UNCONFIRMED : HA_MATCH_UNLIKELY;
}
