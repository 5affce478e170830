/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Names: the names of clients, remembered for some seconds, and that the name
 * server does not answer.  A daemon may ask for every packet, and serve all
 * its clients in one loop.
 */
#ifndef LIBWRAP_NAMES_H
#define LIBWRAP_NAMES_H

#include "common/request/request.h"
#include "common/request/system_resolver.h"

/* Whose names: servers that are silent about one kind may answer the other. */
enum names_kind {
	NAMES_OF_CLIENTS,
	NAMES_OF_RULES, /* in their conditions */
	NAMES_KINDS
};

/* Asks what is remembered, and then the system. */
struct names {
	struct ha_system_resolver system;
	struct ha_resolver resolver; /* of the system */
	struct ha_address asked; /* whose name the system was asked; or none */
	/* Whose name is remembered, and to be confirmed next; or none. */
	struct ha_address believed;
	char believed_name[HA_NAME_MAX + 1];
	/* What the system found, and is to be confirmed next; or "". */
	char found_name[HA_NAME_MAX + 1];
	/* Until when each kind may take in this decision; all 0: no hurry. */
	struct timespec hurry[NAMES_KINDS];
	const void *call; /* who asks, for others who look in here */
};

/*
 * Makes *RESOLVER, which keeps NAMES, ask for TIMEOUT_MS milliseconds in all;
 * with NODNS no host.
 */
void names_begin(struct names *names, unsigned long timeout_ms, bool nodns,
		 struct ha_resolver *resolver);

/* Remembers what was found out about ENDPOINT by asking NAMES. */
void names_end(const struct names *names, const struct ha_endpoint *endpoint);

#endif
