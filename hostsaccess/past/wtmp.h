/* SPDX-License-Identifier: BSD-3-Clause */
/* Who came from where: this session, and the logins that wtmp(5) has. */
#ifndef PAST_WTMP_H
#define PAST_WTMP_H

#include "common/request/address.h"

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

struct logins {
	struct login *logins;
	size_t count, capacity;
};

/*
 * Finds out where this session comes from: as SSH_CONNECTION says, else the
 * record of its terminal in utmp(5).  Returns false if nobody knows.
 */
bool login_of_session(struct login *login);

/* Whether LOGIN came from an address; else from a name. */
bool login_has_address(const struct login *login);

/*
 * Reads the logins since SINCE in the file WTMP, the latest of each host and
 * daemon, the latest of all first.  *LOGINS is all zero before.  Exits when
 * memory is out.
 */
void logins_read(const char *wtmp, time_t since, struct logins *logins);

#endif
