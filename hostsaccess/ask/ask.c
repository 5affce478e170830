/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/ask/ask.h"

#include "common/request/system_resolver.h"

/* Words that are states are none that a daemon claims. */
static bool
is_state(struct ha_slice name)
{
	return ha_slice_is(name, "unknown") || ha_slice_is(name, "paranoid");
}

static void
fill_client(const struct ask_client *client, struct ha_endpoint *endpoint)
{
	struct ha_slice name = client->name;

	if (client->address.size == 0 && name.size > 0 && !is_state(name)) {
		if (client->confirmed)
			ha_endpoint_vouch_name(endpoint, name);
		else
			ha_endpoint_claim_name(endpoint, name);
		return;
	}
	ha_endpoint_set_address(endpoint, client->address);
	if (name.size > 0)
		ha_endpoint_set_name(endpoint, name);
}

void
ask_fill(const struct ask_client *client, const struct ha_resolver *resolver,
	 struct ha_request *request)
{
	ha_request_init(request, resolver);
	ha_request_set_daemon(request, client->daemon);
	ha_request_set_user(request, client->user);
	ha_request_set_local_user(request, client->local_user);
	if (client->at != 0)
		ha_request_set_time(request, client->at);
	fill_client(client, &request->client);
	if (client->server_address.size > 0)
		ha_endpoint_set_address(&request->server,
					client->server_address);
	request->server.port = client->server_port;
}

static enum ha_run
run_nothing(void *context, enum ha_command_kind kind, const char *text,
	    char *const *environment)
{
	struct ask_commands *commands = context;

	(void)text, (void)environment;
	if (kind == HA_COMMAND_ACLEXEC)
		commands->asked = true;
	return commands->answer;
}

static bool
set_nothing(void *context, const char *name, const char *value)
{
	(void)context, (void)name, (void)value;
	return true;
}

static void
show_nothing(void *context, const char *text)
{
	(void)context, (void)text;
}

static bool
change_nothing(void *context, enum ha_option option, struct ha_slice value)
{
	(void)context, (void)option, (void)value;
	return true;
}

struct ha_effects
ask_effects(struct ask_commands *commands)
{
	return (struct ha_effects){.run = run_nothing,
				   .set_variable = set_nothing,
				   .show_banner = show_nothing,
				   .context = commands,
				   .carry_out = change_nothing};
}

void
ask_decide(const struct ha_rules *rules, const struct ask_client *client,
	   bool nodns, struct ha_verdict *verdict)
{
	struct ha_system_resolver system;
	struct ha_resolver resolver;
	struct ha_request request;

	ha_system_resolver_init(&system,
				client->dns_timeout_ms ? client->dns_timeout_ms
						       : ASK_TIMEOUT_MS,
				&resolver);
	system.geo_files = client->geo_files;
	if (nodns)
		resolver.name_of = NULL;
	ask_fill(client, &resolver, &request);
	ha_decide(rules, &request, verdict);
}

bool
ask_both(const struct ha_rules *rules, const struct ask_client *client,
	 bool nodns, struct ha_verdict *verdict, struct ha_verdict *other)
{
	struct ask_commands commands = {.answer = HA_RUN_FAILURE};
	const struct ha_effects effects = ask_effects(&commands);
	struct ha_rules asked = *rules;

	asked.effects = &effects;
	ask_decide(&asked, client, nodns, verdict);
	if (!commands.asked)
		return false;
	commands.answer = HA_RUN_SUCCESS;
	ask_decide(&asked, client, nodns, other);
	return true;
}

bool
ask_says_more(const struct ha_verdict *one, const struct ha_verdict *other)
{
	return other->reason == HA_REASON_DEFAULT && one->place.line > 0;
}
