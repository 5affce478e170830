/* SPDX-License-Identifier: BSD-3-Clause */
/* System resolver: asks the system, in child processes, within a time. */
#ifndef HA_SYSTEM_RESOLVER_H
#define HA_SYSTEM_RESOLVER_H

#include "common/base/child.h"
#include "common/request/resolver_lookup.h"

#include <time.h>

/* The context of the system's resolver. */
struct ha_system_resolver {
	struct timespec deadline; /* CLOCK_MONOTONIC */
	struct timespec idle;     /* since then no look-up: not counted */
	/*
	 * Has FIND answer QUESTION, which lives for the call only, to the
	 * descriptor of CHILD, where a child is not wanted: of hosts only.
	 * Returns what ha_child_start() does, or HA_ERR_LIMIT if it could not
	 * begin before DEADLINE.  NULL: a child does it.
	 */
	enum ha_status (*start)(struct ha_child *child,
				void (*find)(int fd, const void *context),
				const struct ha_question *question,
				const struct timespec *deadline);
	bool timed_out; /* a look-up took longer than there was time */
	/* Paths between commas; NULL: where databases of networks usually are.
	 */
	const char *geo_files;
};

/*
 * Sets up *RESOLVER to ask the system (gethostbyaddr_r(3) and others,
 * innetgr(3), getpwnam(3) and so on, by nsswitch.conf(5)) for TIMEOUT_MS
 * milliseconds in all: what takes longer has failed.  Time between look-ups
 * does not count.  The resolver keeps a pointer to *CONTEXT, of which
 * geo_files may be set then.
 */
void ha_system_resolver_init(struct ha_system_resolver *context,
			     unsigned long timeout_ms,
			     struct ha_resolver *resolver);

#endif
