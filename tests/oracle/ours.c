/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/ours.h"

#include "common/decide/decide.h"
#include "tests/oracle/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All facts are given: nobody may look one up. */
static enum ha_lookup
no_name_of(void *context, const struct ha_address *address,
	   char name[HA_NAME_MAX + 1])
{
	(void)context;
	(void)address;
	(void)name;
	fputs("the matcher looks up a name\n", stderr);
	abort();
}

static enum ha_lookup
no_addresses_of(void *context, const char *name, enum ha_family family,
		bool (*visit)(void *visitor, const struct ha_address *address),
		void *visitor)
{
	(void)context;
	(void)name;
	(void)family;
	(void)visit;
	(void)visitor;
	fputs("the matcher looks up an address\n", stderr);
	abort();
}

static enum ha_lookup
netgroup_has(void *context, const char *group, const char *host)
{
	(void)context;
	return world_netgroup_has(group, host) ? HA_LOOKUP_FOUND
					       : HA_LOOKUP_NONE;
}

/* The server's end, if its address is known; then no name is looked up. */
static void
set_server(struct ha_endpoint *server, const struct model_client *client)
{
	server->port = client->server_port;
	if (client->server_name == NULL || client->server_address == NULL)
		return;
	ha_endpoint_set_name(server, ha_slice_of(client->server_name));
	ha_endpoint_set_address(server, ha_slice_of(client->server_address));
}

void (*ours_use_indexes)(bool use);
bool ours_no_conditions;
bool (*ours_elsewhere)(const char *allow, const char *deny,
		       const struct model_client *client);

/* Decides again, with indexes; whatever is not as in VERDICT ends all. */
static void
decide_again(const struct ha_rules *rules, const struct ha_request *request,
	     const struct ha_verdict *verdict)
{
	struct ha_request copy = *request;
	struct ha_verdict other;

	ours_use_indexes(true);
	ha_decide(rules, &copy, &other);
	ours_use_indexes(false);
	if (other.decision == verdict->decision &&
	    other.reason == verdict->reason &&
	    other.place.line == verdict->place.line &&
	    other.place.column == verdict->place.column &&
	    other.rule.size == verdict->rule.size &&
	    memcmp(other.rule.bytes, verdict->rule.bytes, other.rule.size) == 0)
		return;
	fprintf(stderr, "with indexes, line %lu decides, and not %lu\n",
		other.place.line, verdict->place.line);
	abort();
}

bool
ours_allow(const char *allow, const char *deny,
	   const struct model_client *client, bool strict)
{
	static const struct ha_resolver resolver = {
	    .name_of = no_name_of,
	    .addresses_of = no_addresses_of,
	    .netgroup_has = netgroup_has,
	};
	const struct ha_rules rules = {
	    .allow_file = allow,
	    .deny_file = deny,
	    .allow_optional = true,
	    .deny_optional = true,
	    .strict = strict,
	    .no_conditions = ours_no_conditions,
	};
	struct ha_request request, before;
	struct ha_verdict verdict;

	if (ours_elsewhere && !strict)
		return ours_elsewhere(allow, deny, client);
	ha_request_init(&request, &resolver);
	ha_request_set_daemon(&request, ha_slice_of(client->daemon));
	ha_request_set_user(&request, ha_slice_of(client->user));
	ha_endpoint_set_name(&request.client, ha_slice_of(client->name));
	ha_endpoint_set_address(&request.client, ha_slice_of(client->address));
	set_server(&request.server, client);
	before = request;
	ha_decide(&rules, &request, &verdict);
	if (ours_use_indexes)
		decide_again(&rules, &before, &verdict);
	switch (verdict.decision) {
	case HA_ALLOW:
		return true;
	case HA_REFUSE:
		return false;
	case HA_UNDECIDED:
		break;
	}
	fputs("the matcher does not decide\n", stderr);
	abort();
}
