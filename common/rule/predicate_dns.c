/* SPDX-License-Identifier: BSD-3-Clause */
/* forward= and dnsbl=: what name servers say of an address. */
#include "common/request/host_name.h"
#include "common/rule/predicate_table.h"

#include <stdio.h>
#include <string.h>

/* What CONDITION, of the predicate NAME, asks. */
static struct ha_asking
asking_of(const struct ha_condition *condition, const char *name)
{
	return (struct ha_asking){name, condition->value,
				  condition->endpoint->address,
				  condition->words};
}

/* What cannot be found out for the reason WHY. */
static enum ha_match
doubt(const struct ha_condition *condition, const char *why)
{
	ha_request_note_trouble(condition->request, condition->words, why);
	return HA_MATCH_FAILED;
}

/*
 * Whether ASKING is to be asked.  It is not if it was before, if there is no
 * address, and where names are not looked up: *MATCH is what it is worth then.
 */
static bool
is_to_ask(const struct ha_condition *condition, const struct ha_asking *asking,
	  enum ha_match *match)
{
	const struct ha_resolver *resolver = condition->request->resolver;

	if (asking->address.family == HA_FAMILY_NONE)
		*match = doubt(condition, "the address is not known");
	else if (!resolver || !resolver->name_of)
		*match = doubt(condition, "names are not looked up");
	else
		return !ha_request_recall(condition->request, asking, match);
	return false;
}

/* Whether NAME has two labels or more, of which the last is no number. */
static bool
has_domain(struct ha_slice name)
{
	size_t last = name.size;

	while (last > 0 && name.data[last - 1] != '.')
		last--;
	return last > 1 && last < name.size && ha_name_is_sound(name) &&
	       !ha_slice_all(ha_slice_from(name, last), HA_C_DIGIT);
}

/* NAME or NAME/LENGTH: *LENGTH is that of nets of IPv6, 128 without it. */
static bool
read_forward(struct ha_slice value, struct ha_slice *name,
	     unsigned long *length)
{
	size_t slash = ha_slice_find(value, '/');

	*name = ha_name_without_dot(ha_slice_head(value, slash));
	*length = 128;
	if (slash < value.size &&
	    (!ha_slice_number(ha_slice_from(value, slash + 1), 10, 64,
			      length) ||
	     *length < 48))
		return false;
	return has_domain(*name);
}

enum ha_diagnostic_id
ha_check_forward(struct ha_slice value)
{
	struct ha_slice name;
	unsigned long length;

	return read_forward(value, &name, &length) ? HA_D_NONE : HA_D_FORWARD;
}

/* Whether a host may have ADDRESS: not 0.0.0.0, ::, nor one of multicast. */
static bool
is_unicast(const struct ha_address *address)
{
	static const uint8_t none[16];
	bool ipv4 = address->family == HA_FAMILY_IPV4;

	return memcmp(address->bytes, none, ipv4 ? 4 : 16) != 0 &&
	       (ipv4 ? (address->bytes[0] & 0xf0) != 0xe0
		     : address->bytes[0] != 0xff);
}

/* Looks for the client among the addresses of a name. */
struct search {
	struct ha_net net; /* of the client */
	bool found;
};

static bool
visit_search(void *visitor, const struct ha_address *address)
{
	struct search *search = visitor;

	search->found =
	    is_unicast(address) && ha_net_contains(&search->net, address);
	return !search->found;
}

enum ha_match
ha_match_forward(const struct ha_condition *condition)
{
	const struct ha_asking asking = asking_of(condition, "forward");
	const struct ha_resolver *resolver = condition->request->resolver;
	struct ha_address address = asking.address;
	struct search search = {.found = false};
	struct ha_slice name;
	unsigned long length;
	char text[HA_NAME_MAX + 1];
	enum ha_match match;
	enum ha_lookup lookup;

	if (!is_to_ask(condition, &asking, &match))
		return match;
	if (!read_forward(condition->value, &name, &length) ||
	    !ha_slice_copy(name, text, sizeof(text)))
		return HA_MATCH_MALFORMED;
	address.zone[0] = '\0';
	if (address.family == HA_FAMILY_IPV4)
		ha_net_of_prefix(&address, 32, 32, &search.net);
	else
		ha_net_of_prefix(&address, (unsigned)length, 128, &search.net);
	lookup = resolver->addresses_of(resolver->context, text, address.family,
					visit_search, &search);
	if (lookup == HA_LOOKUP_FAILED)
		return ha_request_remember(condition->request, &asking,
					   HA_MATCH_FAILED,
					   "the name cannot be looked up");
	return ha_request_remember(condition->request, &asking,
				   search.found ? HA_MATCH_YES : HA_MATCH_NO,
				   NULL);
}

/* 64 bytes of a name go to an address of IPv6, and a dot to its end. */
#define ZONE_MAX 189

enum ha_diagnostic_id
ha_check_dnsbl(struct ha_slice value)
{
	struct ha_slice zone = ha_name_without_dot(value);

	return zone.size <= ZONE_MAX && has_domain(zone) ? HA_D_NONE
							 : HA_D_DNSBL;
}

/* What a list answers. */
struct listing {
	bool listed;
	bool odd;                 /* an answer that is none of a list */
	struct ha_address answer; /* the odd one */
};

/*
 * Answers lie in 127.0.0.0/8.  127.0.0.1 stands for a domain that is for sale,
 * and 127.255.255.0/24 for errors, such as too many queries.
 */
static bool
visit_listing(void *visitor, const struct ha_address *address)
{
	static const uint8_t for_sale[] = {127, 0, 0, 1},
			     error[] = {127, 255, 255};
	struct listing *listing = visitor;

	if (address->bytes[0] == 127 &&
	    memcmp(address->bytes, for_sale, sizeof(for_sale)) != 0 &&
	    memcmp(address->bytes, error, sizeof(error)) != 0) {
		listing->listed = true;
		return true;
	}
	listing->odd = true;
	listing->answer = *address;
	return false;
}

/* Remembers what the list said to ASKING, as LOOKUP ended. */
static enum ha_match
conclude(struct ha_request *request, const struct ha_asking *asking,
	 enum ha_lookup lookup, const struct listing *listing)
{
	char address[HA_ADDRESS_TEXT_MAX], why[HA_ASKED_WHY_MAX + 1];

	if (lookup == HA_LOOKUP_FAILED)
		return ha_request_remember(request, asking, HA_MATCH_FAILED,
					   "the list does not answer");
	if (!listing->odd)
		return ha_request_remember(
		    request, asking,
		    listing->listed ? HA_MATCH_YES : HA_MATCH_NO, NULL);
	ha_address_format(&listing->answer, false, address);
	snprintf(why, sizeof(why), "the list answers %.46s", address);
	return ha_request_remember(request, asking, HA_MATCH_FAILED, why);
}

enum ha_match
ha_match_dnsbl(const struct ha_condition *condition)
{
	const struct ha_asking asking = asking_of(condition, "dnsbl");
	const struct ha_resolver *resolver = condition->request->resolver;
	struct listing listing = {.listed = false};
	char query[HA_NAME_MAX + 1];
	enum ha_match match;
	enum ha_lookup lookup;

	if (!is_to_ask(condition, &asking, &match))
		return match;
	/* with its final dot nobody completes it, or finds it in a file */
	ha_name_in_zone(&asking.address, ha_name_without_dot(condition->value),
			query, sizeof(query));
	lookup = resolver->addresses_of(
	    resolver->context, query, HA_FAMILY_IPV4, visit_listing, &listing);
	return conclude(condition->request, &asking, lookup, &listing);
}
