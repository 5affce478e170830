/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/explain/client.h"

#include "common/request/connection.h"
#include "common/request/request.h"
#include "common/request/system_resolver.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The text of FACT for batch; false if it has none. */
static bool
spell(const struct ha_fact *fact, char text[SAMPLE_FACT_SIZE])
{
	switch (fact->state) {
	case HA_FACT_KNOWN:
		return ha_slice_copy(fact->text, text, SAMPLE_FACT_SIZE);
	case HA_FACT_UNKNOWN:
		return ha_slice_copy(ha_slice_of("unknown"), text,
				     SAMPLE_FACT_SIZE);
	case HA_FACT_PARANOID:
		return ha_slice_copy(ha_slice_of("paranoid"), text,
				     SAMPLE_FACT_SIZE);
	case HA_FACT_UNSET:
	case HA_FACT_FAILED:
		break;
	}
	return false;
}

static bool
is_address(const char *text)
{
	struct ha_address address;

	return ha_address_parse(ha_slice_of(text), &address);
}

/* Looks up what the module may look up; false if batch cannot be told. */
static bool
find_facts(struct client *client)
{
	struct ha_slice address =
	    ha_connection_address(ha_slice_of(client->rhost));
	/* with something around it, it comes behind sshd's own */
	bool by_address = address.size > 0 &&
			  (!client->connection || is_address(client->rhost));
	struct ha_system_resolver system;
	struct ha_resolver resolver;
	struct ha_request request;

	if (!by_address && client->connection)
		address = ha_slice_of(client->connection);
	/* a name that a daemon tells, or what is none: batch reads it, too */
	if (address.size == 0 && strcasecmp(client->rhost, "unknown")) {
		snprintf(client->name, sizeof(client->name), "%s",
			 client->rhost);
		return strcasecmp(client->rhost, "paranoid") != 0;
	}
	ha_system_resolver_init(&system, 3000, &resolver);
	ha_request_init(&request, &resolver);
	if (address.size > 0)
		ha_endpoint_set_address(&request.client, address);
	if (!by_address && strcasecmp(client->rhost, "unknown"))
		ha_endpoint_claim_name(&request.client,
				       ha_slice_of(client->rhost));
	if (!spell(ha_request_name(&request, &request.client), client->name) ||
	    !spell(ha_request_address(&request, &request.client),
		   client->address))
		return false;
	/* the zone is no part of the fact's text */
	return address.size == 0 ||
	       ha_slice_copy(address, client->address, sizeof(client->address));
}

bool
client_make(struct dice *dice, const struct sample_client *sample,
	    struct client *client)
{
	char own[HOST_NAME_MAX + 1];
	bool by_name = dice_one_in(dice, 4);

	*client =
	    (struct client){.daemon = sample->daemon,
			    .user = sample->user,
			    .rhost = by_name ? sample->name : sample->address};
	if (by_name && dice_one_in(dice, 2) && is_address(sample->address) &&
	    !strpbrk(sample->address, " \t\n"))
		client->connection = sample->address;
	if (gethostname(own, sizeof(own)) != 0 ||
	    strcasecmp(client->rhost, own) == 0)
		return false;
	/* no daemon for batch, or no remote host; the slow one of the table */
	if (client->daemon[0] == '\0' || is_address(client->daemon) ||
	    client->rhost[0] == '\0' ||
	    strcmp(sample->address, "192.0.2.14") == 0)
		return false;
	return !strpbrk(client->rhost, "\t\n") && find_facts(client);
}
