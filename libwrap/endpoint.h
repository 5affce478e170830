/* SPDX-License-Identifier: BSD-3-Clause */
/* Endpoint: one end of a connection, from the interface's form to ours. */
#ifndef LIBWRAP_ENDPOINT_H
#define LIBWRAP_ENDPOINT_H

#include "common/request/request.h"
#include "libwrap/tcpd.h"

/*
 * Sets *ADDRESS to that of SIN, which may be NULL.  Returns false if it is no
 * internet address.
 */
bool endpoint_address(const struct sockaddr *sin, struct ha_address *address);

/* Returns whether SIN, which may be NULL, is an end of a UNIX socket. */
bool endpoint_is_local(const struct sockaddr *sin);

/* Returns the port of SIN, which may be NULL, or 0. */
unsigned endpoint_port(const struct sockaddr *sin);

/*
 * Sets in ENDPOINT what HOST knows of address and port, and its name if that
 * was given or is known by now.
 */
void endpoint_fill(struct host_info *host, struct ha_endpoint *endpoint);

/* Writes the name of ENDPOINT, as far as it is known, to HOST. */
void endpoint_keep_name(const struct ha_endpoint *endpoint,
			struct host_info *host);

#endif
