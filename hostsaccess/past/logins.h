/* SPDX-License-Identifier: BSD-3-Clause */
/* Logins: who came from where, the latest of each host and daemon. */
#ifndef PAST_LOGINS_H
#define PAST_LOGINS_H

#include "common/request/address.h"
#include "hostsaccess/tool/table.h"

#include <time.h>
#include <utmpx.h>

/* Somebody who came from somewhere. */
struct login {
	char user[sizeof(((struct utmpx *)0)->ut_user) + 1];
	char host[sizeof(((struct utmpx *)0)->ut_host) + 1]; /* an address,
							      * or a name */
	/* Where it came in on this host; "" and 0: not known. */
	char server[HA_ADDRESS_TEXT_MAX];
	unsigned port;
	const char *daemon;
	time_t time;
};

/* Begin them as all zero. */
struct logins {
	struct login *logins;
	size_t count, capacity;
	struct table numbers; /* by host and daemon */
};

/* Whether LOGIN came from an address; else from a name. */
bool login_has_address(const struct login *login);

/*
 * Writes HOST, an address in whatever spelling or what may be a name, to LOGIN.
 * Returns false if it is neither: ":0", "tmux(1).%0".
 */
bool login_set_host(struct login *login, struct ha_slice host);

/*
 * The daemon behind TERMINAL, as records of logins name it: pseudo terminals
 * are sshd's, and FTP daemons write names of their own; NULL for any other.
 */
const char *login_daemon(const char *terminal);

/*
 * Whether the file of logins at PATH is there, and ends: a FIFO may have no
 * writer, and a device no end.  Says on standard error if it is no such file.
 */
bool logins_file_is(const char *path);

/*
 * Adds LOGIN, or its time if it is there, but earlier.  Exits when memory is
 * out.
 */
void logins_add(struct logins *logins, const struct login *login);

/* Sorts them, the latest first.  None may be added then. */
void logins_sort(struct logins *logins);

void logins_free(struct logins *logins);

#endif
