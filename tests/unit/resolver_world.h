/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * In the place of the C library's look-ups: answers that are made up.  The
 * resolver asks for them in a child.
 */
#ifndef RESOLVER_WORLD_H
#define RESOLVER_WORLD_H

#include <stdbool.h>
#include <stddef.h>

#define DIES (-1000) /* instead of an error: the child does */
#define SLEEPS (-1001)
#define UNTOLD (-1002) /* the errno that there was before is the error */

/* What the C library says. */
extern struct world {
	int error;        /* that is returned, an errno */
	int number;       /* to set errno to; 0: it stays */
	int host;         /* of netdb.h */
	bool none;        /* there is no such host */
	int longer;       /* bytes too many of an address */
	const char *name; /* NULL: the address that is asked for */
	const char *addresses;
	int broken;          /* the family that fails with BROKEN_ERROR ... */
	int broken_error;    /* ... while the other is as ERROR says */
	const char *account; /* the user and group that exist */
	int account_error;   /* what their look-up returns */
	size_t room;         /* that entries take */
	const char *no_file; /* that cannot be opened, with NUMBER */
	const char *sources; /* nsswitch.conf; NULL: files and DNS */
	const char *answer;  /* of DNS; NULL: an error, QUERY_ERROR */
	int answer_size;
	int query_error;    /* of netdb.h */
	bool no_init;       /* of the resolver */
	const char *domain; /* of this host; NULL: an error */
	const char *member; /* GROUP HOST DOMAIN, or "" */
	int known;          /* how often setnetgrent(3) finds the group */
} world;

#endif
