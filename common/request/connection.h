/* SPDX-License-Identifier: BSD-3-Clause */
/* Connection: the ends of one, as daemons tell them. */
#ifndef HA_CONNECTION_H
#define HA_CONNECTION_H

#include "common/base/slice.h"

/* What is not known is "", or 0. */
struct ha_connection {
	struct ha_slice client, server; /* addresses */
	struct ha_slice client_word;    /* as it stands, address or not */
	unsigned client_port, server_port;
};

/*
 * Returns the address that TEXT is beyond doubt, as a slice of it that
 * ha_address_parse() reads, or "".  Around it there may be blanks, brackets, a
 * final dot, behind IPv4 a zone, and behind either a port where the whole
 * could be no other address.
 */
struct ha_slice ha_connection_address(struct ha_slice text);

/*
 * Reads TEXT, the value of SSH_CONNECTION (ssh(1), ENVIRONMENT): client, port,
 * server, port.  The words are slices of it.
 */
void ha_connection_parse(struct ha_slice text,
			 struct ha_connection *connection);

#endif
