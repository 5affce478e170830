/* SPDX-License-Identifier: BSD-3-Clause */
/* Came: what this session, and those who logged in lately, get of a service. */
#ifndef STATUS_CAME_H
#define STATUS_CAME_H

#include "hostsaccess/past/logins.h"
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

/* Who came: read once for all services. */
struct came_who {
	bool has_session;
	struct login session;
	struct logins logins; /* of the last CAME_DAYS */
};

/* Finds them, where ARGUMENTS say; to be freed.  Exits when memory is out. */
void came_who_find(const struct arguments *arguments, struct came_who *who);

void came_who_free(struct came_who *who);

/*
 * Asks all that the service of OBEY, one of GUARDS, obeys; who one of them
 * refuses is refused.  Of another machine than this
 * one nobody came.
 */
void came_read(const struct guards *guards, const struct obey *obey,
	       const struct came_who *who, struct came *came);

#endif
