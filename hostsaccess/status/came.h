/* SPDX-License-Identifier: BSD-3-Clause */
/* Came: what this session, and those who logged in lately, get of a service. */
#ifndef STATUS_CAME_H
#define STATUS_CAME_H

#include "hostsaccess/guard/guard.h"
#include "hostsaccess/status/guards.h"

/* What a client gets. */
enum came_answer {
	CAME_NOBODY, /* there is no client */
	CAME_ALLOWED,
	CAME_DEPENDS, /* on the command of an aclexec */
	CAME_REFUSED,
};

/* As long as the name of a host that wtmp(5) has. */
#define CAME_HOST 257

struct came {
	enum came_answer session;
	char client[CAME_HOST]; /* of the session */
	char file[PATH_MAX];    /* whose line decides on it, or "" */
	unsigned long line;
	size_t hosts, refused;   /* of the last logins */
	char example[CAME_HOST]; /* of those that would be refused now */
};

/* How far back logins are looked at, in days. */
#define CAME_DAYS 30L

/*
 * Asks all that the service of OBEY, one of GUARDS, obeys; who one of them
 * refuses is refused.  SOURCES have the logins.  Of another machine than this
 * one nobody came.
 */
void came_read(const struct guards *guards, const struct obey *obey,
	       const struct guard_sources *sources, struct came *came);

#endif
