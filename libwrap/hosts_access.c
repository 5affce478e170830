/* SPDX-License-Identifier: BSD-3-Clause */
/* Whether a client gets in: hosts_access(3), hosts_ctl(3). */
#include "libwrap/decision.h"
#include "libwrap/export.h"

static const char *
given(const char *text)
{
	return text ? text : "";
}

EXPORT int
hosts_access(struct request_info *request)
{
	return decision_make(request, NULL);
}

EXPORT int
hosts_ctl(char *daemon, char *client_name, char *client_addr, char *client_user)
{
	const struct decision_facts facts = {given(daemon), given(client_name),
					     given(client_addr),
					     given(client_user)};
	struct request_info request;

	request_init(&request, RQ_DAEMON, daemon, RQ_CLIENT_NAME, client_name,
		     RQ_CLIENT_ADDR, client_addr, RQ_USER, client_user, 0);
	return decision_make(&request, &facts);
}
