/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/export.h"
#include "libwrap/ident.h"
#include "libwrap/tcpd.h"

EXPORT void
rfc931(struct sockaddr *client, struct sockaddr *server, char *user)
{
	char found[HA_USER_MAX + 1];
	unsigned long seconds =
	    rfc931_timeout > 0 ? (unsigned)rfc931_timeout : 0;

	if (ident_ask(client, server, seconds * 1000, found) != HA_LOOKUP_FOUND)
		snprintf(found, sizeof(found), "%s", STRING_UNKNOWN);
	snprintf(user, STRING_LENGTH, "%s", found);
}
