/* SPDX-License-Identifier: BSD-3-Clause */
/* Tally: events, counted by service and address. */
#ifndef PAST_VISITORS_H
#define PAST_VISITORS_H

#include "common/request/address.h"
#include "hostsaccess/tool/table.h"

#include <time.h>

struct event;

/* How many different users are kept. */
#define TALLY_USERS 3

/* Events of one kind. */
struct tally {
	unsigned long count;
	unsigned long penalties;  /* of them, EVENT_PENALTY */
	time_t first, last;       /* 0: no time of them can be told */
	char *users[TALLY_USERS]; /* NULL behind the last */
	bool more_users;
};

/* Who came; one for each service and address, or name; and user. */
struct visitor {
	char *service;
	char *user;                /* NULL: users are no matter */
	struct ha_address address; /* of no family: only a name is known, ... */
	char *host;                /* ... this one; else NULL */
	struct tally logins, refusals;
};

/* Begin them as all zero. */
struct visitors {
	bool by_user;         /* set it first: users are a matter */
	struct table numbers; /* by service and address, and user */
	struct table places;  /* by service and address */
	struct visitor *all;
	size_t count, capacity;
};

/*
 * Returns the visitor of EVENT, until the next call.  Exits when memory is
 * out, as all functions here.
 */
struct visitor *visitors_take(struct visitors *visitors,
			      const struct event *event);

/* Returns how many services and addresses these are. */
size_t visitors_places(const struct visitors *visitors);

/* Writes who VISITOR is, an address or a name, to BUFFER, and returns it. */
const char *visitor_text(const struct visitor *visitor,
			 char buffer[HA_ADDRESS_TEXT_MAX]);

/* Counts EVENT, which was at WHEN. */
void tally_add(struct tally *tally, const struct event *event, time_t when);

/* Keeps USER, unless it is empty. */
void tally_add_user(struct tally *tally, struct ha_slice user);

/* Counts TIMES more, at WHEN. */
void tally_add_times(struct tally *tally, unsigned long times, time_t when);

/* Frees what is in it. */
void tally_free(struct tally *tally);

void visitors_free(struct visitors *visitors);

#endif
