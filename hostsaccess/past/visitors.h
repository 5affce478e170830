/* SPDX-License-Identifier: BSD-3-Clause */
/* Tally: events, counted by service and address. */
#ifndef PAST_VISITORS_H
#define PAST_VISITORS_H

#include "common/request/address.h"
#include "hostsaccess/tool/table.h"

#include <time.h>

struct event;

/* When something was, as it was logged. */
struct moment {
	time_t when; /* for comparing; 0 if it cannot be told */
	char text[40];
};

/* How many different users are kept. */
#define TALLY_USERS 3

/* Events of one kind. */
struct tally {
	unsigned long count;
	struct moment first, last;
	char *users[TALLY_USERS]; /* NULL behind the last */
	bool more_users;
};

/* Who came; one for each service and address. */
struct visitor {
	char *service;
	struct ha_address address;
	struct tally logins, refusals;
};

/* Begin them as all zero. */
struct visitors {
	struct table numbers; /* by service and address */
	struct visitor *all;
	size_t count, capacity;
};

/*
 * Returns the visitor of EVENT, until the next call.  Exits when memory is
 * out, as all functions here.
 */
struct visitor *visitors_take(struct visitors *visitors,
			      const struct event *event);

/* Counts EVENT, which was at MOMENT. */
void tally_add(struct tally *tally, const struct event *event,
	       const struct moment *moment);

void visitors_free(struct visitors *visitors);

#endif
