/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/tcpd.h"

#include "libwrap/endpoint.h"
#include "libwrap/export.h"
#include "libwrap/slots.h"

#include <string.h>
#include <strings.h>

/* "unknown" until the method of a request finds more. */
static void
set_unknown(char field[STRING_LENGTH])
{
	memcpy(field, STRING_UNKNOWN, sizeof(STRING_UNKNOWN));
}

static int
is_known(const char *text)
{
	return strcasecmp(text, STRING_UNKNOWN) != 0 &&
	       strcasecmp(text, STRING_PARANOID) != 0;
}

EXPORT char *
eval_user(struct request_info *request)
{
	if (request->user[0] == '\0') {
		set_unknown(request->user);
		if (request->client->sin && request->server->sin)
			rfc931(request->client->sin, request->server->sin,
			       request->user);
	}
	return request->user;
}

EXPORT char *
eval_hostaddr(struct host_info *host)
{
	if (host->addr[0] == '\0') {
		set_unknown(host->addr);
		if (host->request->hostaddr)
			host->request->hostaddr(host);
	}
	return host->addr;
}

EXPORT char *
eval_hostname(struct host_info *host)
{
	if (host->name[0] == '\0') {
		set_unknown(host->name);
		if (host->request->hostname)
			host->request->hostname(host);
	}
	return host->name;
}

EXPORT char *
eval_hostinfo(struct host_info *host)
{
	const char *name = host->name;

	if (name[0] != '\0' && is_known(name))
		return host->name;
	return eval_hostaddr(host);
}

EXPORT char *
eval_client(struct request_info *request)
{
	char *host = eval_hostinfo(request->client), *text;

	if (request->user[0] == '\0' || !is_known(request->user))
		return host;
	text = slot_text();
	snprintf(text, SLOT_TEXT_MAX, "%s@%s", request->user, host);
	return text;
}

EXPORT char *
eval_server(struct request_info *request)
{
	char *host = eval_hostinfo(request->server), *text;

	if (!is_known(host))
		return request->daemon;
	text = slot_text();
	snprintf(text, SLOT_TEXT_MAX, "%s@%s", request->daemon, host);
	return text;
}

EXPORT char *
eval_port(struct sockaddr *address)
{
	char *text = slot_text();

	snprintf(text, SLOT_TEXT_MAX, "%u", endpoint_port(address));
	return text;
}
