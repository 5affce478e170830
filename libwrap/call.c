/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/call.h"

#include "libwrap/endpoint.h"
#include "libwrap/ident.h"
#include "libwrap/settings.h"
#include "libwrap/log.h"

#include <stdlib.h>

static enum ha_lookup
user_of(void *context, char user[HA_USER_MAX + 1])
{
	const struct names *names = context;
	const struct call *call = names->call;
	const struct request_info *info = call->info;

	if (!info->client->sin || !info->server->sin)
		return HA_LOOKUP_NONE;
	return ident_ask(info->client->sin, info->server->sin,
			 call->ident_timeout_ms, user);
}

/*
 * Sets ENDPOINT from HOST.  Only the name of a socket's address is looked up,
 * when a rule asks for it; of one that is told as text, no name is known.  A
 * method of the caller's own is asked here.
 */
static void
fill(struct host_info *host, struct ha_endpoint *endpoint)
{
	const struct request_info *info = host->request;
	struct ha_address address;

	if (host->name[0] == '\0' && info->hostname &&
	    info->hostname != sock_hostname)
		eval_hostname(host);
	endpoint_fill(host, endpoint);
	if ((!info->hostname || !endpoint_address(host->sin, &address)) &&
	    endpoint->name_fact.state == HA_FACT_UNSET)
		ha_endpoint_set_name(endpoint, ha_slice_of(STRING_UNKNOWN));
}

static void
fill_request(struct call *call)
{
	struct request_info *info = call->info;
	struct ha_request *request = &call->request;
	const char *daemon = call->settings.daemon;

	names_begin(&call->names, call->settings.dns_timeout_ms,
		    call->settings.nodns, &call->resolver);
	call->names.call = call;
	call->names.system.geo_files = call->settings.geo_files;
	call->resolver.user_of = user_of;
	call->ident_timeout_ms = call->settings.ident_timeout_ms;
	ha_request_init(request, &call->resolver);
	ha_request_set_daemon(request,
			      ha_slice_of(daemon ? daemon : info->daemon));
	if (info->user[0] != '\0')
		ha_request_set_user(request, ha_slice_of(info->user));
	else if (call->ident_timeout_ms > 0)
		ha_request_ask_user(request);
	fill(info->client, &request->client);
	call->client_named = request->client.name_fact.state != HA_FACT_UNSET;
	fill(info->server, &request->server);
}

void
call_begin(struct call *call, struct request_info *info)
{
	enum ha_status status;

	call->info = info;
	call->twist = NULL;
	call->log = libwrap_log();
	call->fault = (struct ha_fault){0};
	status = settings_load(ha_slice_of(info->daemon), &call->log,
			       &call->text, &call->settings, &call->fault);
	call->unusable = status != HA_OK;
	call->log.quiet = call->settings.quiet;
	call->log.debug = call->settings.debug;
	call->log.two_lines = call->settings.two_lines;
	fill_request(call);
}

void
call_end(struct call *call)
{
	const struct ha_request *request = &call->request;
	struct request_info *info = call->info;

	if (!call->client_named)
		names_end(&call->names, &request->client);
	endpoint_keep_name(&request->client, info->client);
	endpoint_keep_name(&request->server, info->server);
	if (info->user[0] == '\0' && request->user.state == HA_FACT_KNOWN)
		snprintf(info->user, sizeof(info->user), "%s",
			 request->user_text);
	daemon_settings_free(&call->text);
	free(call->twist);
}
