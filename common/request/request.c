/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/request.h"

#include "common/request/host_name.h"

#include <string.h>
#include <time.h>

static const struct ha_slice no_text = {"", 0};

static void
set_state(struct ha_fact *fact, enum ha_fact_state state)
{
	*fact = (struct ha_fact){state, no_text};
}

/* The words that stand for states in a request (hosts_access(5)). */
static enum ha_fact_state
state_of_text(struct ha_slice text)
{
	if (text.size == 0 || ha_slice_is(text, "unknown"))
		return HA_FACT_UNKNOWN;
	if (ha_slice_is(text, "paranoid"))
		return HA_FACT_PARANOID;
	return HA_FACT_KNOWN;
}

/* Sets the name of ENDPOINT to STATE for the reason FAULT. */
static void
set_no_name(struct ha_endpoint *endpoint, enum ha_fact_state state,
	    enum ha_name_fault fault)
{
	set_state(&endpoint->name_fact, state);
	endpoint->name_fault = fault;
}

static void
set_fact(struct ha_fact *fact, struct ha_slice text)
{
	*fact = (struct ha_fact){state_of_text(text), text};
}

void
ha_request_init(struct ha_request *request, const struct ha_resolver *resolver)
{
	memset(request, 0, offsetof(struct ha_request, asked.trouble));
	request->asked.trouble[0] = '\0';
	set_state(&request->daemon, HA_FACT_UNKNOWN);
	set_state(&request->user, HA_FACT_UNKNOWN);
	set_state(&request->local_user, HA_FACT_UNKNOWN);
	request->resolver = resolver;
}

void
ha_request_set_daemon(struct ha_request *request, struct ha_slice text)
{
	set_fact(&request->daemon, text);
	if (text.size == 0)
		request->daemon.state = HA_FACT_KNOWN;
}

void
ha_request_set_user(struct ha_request *request, struct ha_slice text)
{
	set_fact(&request->user, text);
}

void
ha_request_ask_user(struct ha_request *request)
{
	if (request->resolver && request->resolver->user_of)
		set_state(&request->user, HA_FACT_UNSET);
}

const struct ha_fact *
ha_request_user(struct ha_request *request)
{
	const struct ha_resolver *resolver = request->resolver;

	if (request->user.state != HA_FACT_UNSET)
		return &request->user;
	set_state(&request->user, HA_FACT_UNKNOWN);
	if (resolver->user_of(resolver->context, request->user_text) ==
	    HA_LOOKUP_FOUND)
		ha_request_set_user(request, ha_slice_of(request->user_text));
	return &request->user;
}

void
ha_request_set_local_user(struct ha_request *request, struct ha_slice name)
{
	request->local_user = (struct ha_fact){
	    name.size > 0 ? HA_FACT_KNOWN : HA_FACT_UNKNOWN, name};
}

void
ha_request_set_time(struct ha_request *request, int64_t now)
{
	request->now = now;
	request->time_is_given = true;
}

int64_t
ha_request_time(struct ha_request *request)
{
	if (!request->time_is_given && request->now == 0)
		request->now = (int64_t)time(NULL);
	return request->now;
}

static void
set_address(struct ha_endpoint *endpoint, const struct ha_address *address)
{
	endpoint->address = *address;
	ha_address_format(address, false, endpoint->address_text);
	endpoint->address_fact = (struct ha_fact){
	    HA_FACT_KNOWN, ha_slice_of(endpoint->address_text)};
}

void
ha_endpoint_set_number(struct ha_endpoint *endpoint,
		       const struct ha_address *address)
{
	endpoint->address_of_name = false;
	set_address(endpoint, address);
}

void
ha_endpoint_set_address(struct ha_endpoint *endpoint, struct ha_slice text)
{
	struct ha_address address;

	endpoint->address_of_name = false;
	if (ha_address_parse(text, &address)) {
		set_address(endpoint, &address);
		return;
	}
	endpoint->address.family = HA_FAMILY_NONE;
	set_fact(&endpoint->address_fact, text);
}

void
ha_endpoint_set_name(struct ha_endpoint *endpoint, struct ha_slice text)
{
	set_fact(&endpoint->name_fact, text);
	endpoint->name_claimed = false;
}

void
ha_endpoint_set_failed(struct ha_endpoint *endpoint)
{
	set_state(&endpoint->address_fact, HA_FACT_FAILED);
	set_state(&endpoint->name_fact, HA_FACT_FAILED);
}

void
ha_endpoint_claim_name(struct ha_endpoint *endpoint, struct ha_slice text)
{
	struct ha_slice name = ha_slice_trim(text, HA_C_SPACE);

	name = ha_name_without_dot(name);
	endpoint->unsound = no_text;
	if (!ha_name_is_sound(name) ||
	    !ha_slice_copy(name, endpoint->name_text,
			   sizeof(endpoint->name_text))) {
		endpoint->name_text[0] = '\0';
		endpoint->unsound = text;
	}
	set_state(&endpoint->name_fact, HA_FACT_UNSET);
	endpoint->name_claimed = true;
	endpoint->name_vouched = false;
}

void
ha_endpoint_vouch_name(struct ha_endpoint *endpoint, struct ha_slice text)
{
	ha_endpoint_claim_name(endpoint, text);
	endpoint->name_vouched = true;
}

/* Whether the address is known, and not from the name. */
static bool
has_number(const struct ha_endpoint *endpoint)
{
	return endpoint->address.family != HA_FAMILY_NONE &&
	       !endpoint->address_of_name;
}

enum ha_standing
ha_endpoint_standing(const struct ha_endpoint *endpoint)
{
	if (!endpoint->name_claimed || has_number(endpoint))
		return HA_STANDING_GOOD;
	if (endpoint->name_text[0] == '\0')
		return HA_STANDING_UNREADABLE;
	return endpoint->name_vouched ? HA_STANDING_GOOD : HA_STANDING_CLAIMED;
}

static void
believe_name(struct ha_endpoint *endpoint)
{
	endpoint->name_fact =
	    (struct ha_fact){HA_FACT_KNOWN, ha_slice_of(endpoint->name_text)};
}

/* Looks for one address among those of a name; the zone does not matter. */
struct search {
	const struct ha_address *wanted;
	bool found;
};

static bool
visit_search(void *visitor, const struct ha_address *address)
{
	struct search *search = visitor;
	struct ha_net net;

	ha_net_of_address(address, &net);
	search->found = ha_net_contains(&net, search->wanted);
	return !search->found;
}

/*
 * A name counts only if its addresses contain the endpoint's.  Those of the
 * other family are not asked for: what comes of that must not stand for an
 * answer that is missing.
 */
static void
confirm_name(const struct ha_resolver *resolver, struct ha_endpoint *endpoint)
{
	struct search search = {&endpoint->address, false};
	enum ha_lookup lookup;

	lookup = resolver->addresses_of(resolver->context, endpoint->name_text,
					endpoint->address.family, visit_search,
					&search);
	if (lookup == HA_LOOKUP_FOUND && search.found)
		believe_name(endpoint);
	else if (lookup == HA_LOOKUP_FOUND)
		set_no_name(endpoint, HA_FACT_PARANOID, HA_NAME_MISMATCH);
	else if (lookup == HA_LOOKUP_NONE)
		set_no_name(endpoint, HA_FACT_PARANOID, HA_NAME_NO_ADDRESS);
	else
		set_no_name(endpoint, HA_FACT_FAILED, HA_NAME_FORWARD_FAILED);
}

static void
look_up_name(const struct ha_resolver *resolver, struct ha_endpoint *endpoint)
{
	struct ha_slice name;
	enum ha_lookup lookup;

	lookup = resolver->name_of(resolver->context, &endpoint->address,
				   endpoint->name_text);
	name = ha_name_without_dot(ha_slice_of(endpoint->name_text));
	endpoint->name_text[name.size] = '\0';
	if (lookup == HA_LOOKUP_NONE)
		set_no_name(endpoint, HA_FACT_UNKNOWN, HA_NAME_NONE);
	else if (lookup == HA_LOOKUP_FAILED)
		set_no_name(endpoint, HA_FACT_FAILED, HA_NAME_REVERSE_FAILED);
	else if (!ha_name_is_sound(name))
		set_no_name(endpoint, HA_FACT_PARANOID, HA_NAME_UNSOUND);
	else
		confirm_name(resolver, endpoint);
}

static bool
looks_up(const struct ha_request *request)
{
	return request->resolver && request->resolver->name_of;
}

const struct ha_fact *
ha_request_name(struct ha_request *request, struct ha_endpoint *endpoint)
{
	const struct ha_resolver *resolver = request->resolver;

	if (endpoint->name_fact.state != HA_FACT_UNSET)
		return &endpoint->name_fact;
	if (endpoint->name_claimed && endpoint->name_text[0] == '\0')
		set_no_name(endpoint, HA_FACT_PARANOID, HA_NAME_UNSOUND);
	else if (endpoint->name_claimed && !has_number(endpoint))
		believe_name(endpoint);
	else if (!looks_up(request) || !has_number(endpoint))
		set_state(&endpoint->name_fact, HA_FACT_UNKNOWN);
	else if (endpoint->name_claimed)
		confirm_name(resolver, endpoint);
	else
		look_up_name(resolver, endpoint);
	return &endpoint->name_fact;
}

void
ha_endpoint_choose(struct ha_endpoint *endpoint, size_t index)
{
	set_address(endpoint, &endpoint->candidates[index]);
}

static bool
is_candidate(const struct ha_endpoint *endpoint,
	     const struct ha_address *address)
{
	for (size_t i = 0; i < endpoint->candidate_count; i++)
		if (ha_address_equal(&endpoint->candidates[i], address))
			return true;
	return false;
}

/* Collects the addresses of a name, and counts one too many. */
static bool
visit_candidate(void *visitor, const struct ha_address *address)
{
	struct ha_endpoint *endpoint = visitor;

	if (is_candidate(endpoint, address))
		return true;
	if (endpoint->candidate_count == HA_ADDRESSES_MAX) {
		endpoint->candidate_count++;
		return false;
	}
	endpoint->candidates[endpoint->candidate_count++] = *address;
	return true;
}

/*
 * The address of an endpoint of which only a name is claimed.  If the name
 * has several, each may be it; if it has too many, nobody can say.
 */
static void
look_up_address(const struct ha_resolver *resolver,
		struct ha_endpoint *endpoint)
{
	enum ha_lookup lookup;

	believe_name(endpoint);
	endpoint->address_of_name = true;
	lookup =
	    resolver->addresses_of(resolver->context, endpoint->name_text,
				   HA_FAMILY_NONE, visit_candidate, endpoint);
	if (lookup == HA_LOOKUP_NONE ||
	    (lookup == HA_LOOKUP_FOUND && endpoint->candidate_count == 0)) {
		set_state(&endpoint->address_fact, HA_FACT_UNKNOWN);
	} else if (lookup == HA_LOOKUP_FAILED ||
		   endpoint->candidate_count > HA_ADDRESSES_MAX) {
		set_state(&endpoint->address_fact, HA_FACT_FAILED);
		endpoint->candidate_count = 0;
	} else {
		ha_endpoint_choose(endpoint, 0);
	}
}

bool
ha_endpoint_name_is_settled(const struct ha_endpoint *endpoint)
{
	enum ha_fact_state state = endpoint->name_fact.state;

	return state == HA_FACT_KNOWN || state == HA_FACT_UNKNOWN ||
	       state == HA_FACT_PARANOID;
}

const struct ha_fact *
ha_request_address(struct ha_request *request, struct ha_endpoint *endpoint)
{
	if (endpoint->address_fact.state != HA_FACT_UNSET)
		return &endpoint->address_fact;
	if (endpoint->name_text[0] != '\0' && looks_up(request))
		look_up_address(request->resolver, endpoint);
	else
		set_state(&endpoint->address_fact, HA_FACT_UNKNOWN);
	return &endpoint->address_fact;
}
