/* SPDX-License-Identifier: BSD-3-Clause */
/* Ident: asks the client's host who the user of a connection is (RFC 1413). */
#ifndef LIBWRAP_IDENT_H
#define LIBWRAP_IDENT_H

#include "common/request/resolver.h"

#include <sys/socket.h>

/*
 * Asks the host of CLIENT, for the connection from there to SERVER, for
 * TIMEOUT_MS milliseconds at most.  Writes USER only if found.
 */
enum ha_lookup ident_ask(const struct sockaddr *client,
			 const struct sockaddr *server,
			 unsigned long timeout_ms, char user[HA_USER_MAX + 1]);

#endif
