/* SPDX-License-Identifier: BSD-3-Clause */
/* Connection: the two ends of one, as sshd(8) tells them. */
#ifndef HA_CONNECTION_H
#define HA_CONNECTION_H

#include "slice.h"

/* What is not known is "", or 0. */
struct ha_connection {
	struct ha_slice client, server; /* addresses */
	unsigned client_port, server_port;
};

/*
 * Reads TEXT, the value of SSH_CONNECTION (ssh(1), ENVIRONMENT): client, port,
 * server, port.  The addresses are slices of it.
 */
void ha_connection_parse(struct ha_slice text,
			 struct ha_connection *connection);

#endif
