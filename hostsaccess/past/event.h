/* SPDX-License-Identifier: BSD-3-Clause */
/* An event: what a line of a log says of a client. */
#ifndef PAST_EVENT_H
#define PAST_EVENT_H

#include "common/request/address.h"

struct log_line;

enum event_kind {
	EVENT_OTHER,   /* nothing that matters here */
	EVENT_LOGIN,   /* sshd accepted a login */
	EVENT_REFUSAL, /* rules refused a connection */
	EVENT_BARE,    /* likewise, and EVENT_DETAILS may follow */
	EVENT_DETAILS, /* what a line EVENT_BARE before it does not tell */
	EVENT_UNCLEAR, /* one of these, but it is not clear from where */
};

/* The longest name of a service. */
#define EVENT_SERVICE_MAX 255

/* The longest name of a user that the module writes. */
#define EVENT_USER_MAX 512

struct event {
	struct ha_slice service; /* not empty */
	struct ha_address address;
	struct ha_slice user; /* or empty */
	unsigned long times;
	/* Where the slices may point to. */
	char service_text[EVENT_SERVICE_MAX + 1], user_text[EVENT_USER_MAX];
};

/* Returns the name in rules of what wrote LINE: sshd has several programs. */
struct ha_slice event_program(const struct log_line *line);

/*
 * Reads LINE.  Writes *EVENT, which is valid as long as the line, for a
 * login, a refusal and details only.
 */
enum event_kind event_read(const struct log_line *line, struct event *event);

#endif
