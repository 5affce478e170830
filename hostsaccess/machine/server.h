/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Server: what another program starts, or serves, under a name of its own, and
 * asks libwrap about by that: inetd(8), xinetd, tcpd(8), stunnel(8).
 */
#ifndef MACHINE_SERVER_H
#define MACHINE_SERVER_H

#include "common/base/slice.h"

struct server {
	struct ha_slice daemon; /* its name in rules */
	const char *asker;      /* the program that asks, below the root */
	const char *idle;       /* what to do so that it asks; NULL: it does */
};

struct server_visitor {
	const char *root; /* "", or the folder in which all files are */
	void (*visit)(void *context, const struct server *server);
	void *context;
};

/* Returns whether there is a file at PATH below ROOT. */
bool server_is_here(const char *root, const char *path);

/* Returns the last part of PATH. */
struct ha_slice server_name(struct ha_slice path);

/*
 * Hands on the server at PATH, whose name is NAME, as VISITOR says: where PATH
 * is tcpd, that asks, else ASKER, unless IDLE says what that lacks.
 */
void server_take(const struct server_visitor *visitor, struct ha_slice path,
		 struct ha_slice name, const char *asker, const char *idle);

#endif
