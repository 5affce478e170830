/* SPDX-License-Identifier: BSD-3-Clause */
/* An event: what a line of a log says of a client. */
#ifndef PAST_EVENT_H
#define PAST_EVENT_H

#include "common/request/address.h"

enum event_kind {
	EVENT_OTHER,   /* nothing that matters here */
	EVENT_LOGIN,   /* a login was accepted */
	EVENT_REFUSAL, /* rules refused a connection */
	EVENT_BARE,    /* likewise, and EVENT_DETAILS may follow */
	EVENT_DETAILS, /* what a line EVENT_BARE before it does not tell */
	EVENT_PENALTY, /* sshd dropped a connection, for what was before */
	EVENT_ALLOWED, /* rules allowed a connection, which is no login yet */
	EVENT_UNCLEAR, /* a refusal, but it is not clear of whom */
	EVENT_UNREAD,  /* a login, likewise; or what looks like one */
};

/* The longest name of a service, and of a host. */
#define EVENT_SERVICE_MAX 255
#define EVENT_HOST_MAX 255

/* The longest name of a user that the module writes. */
#define EVENT_USER_MAX 512

struct event {
	struct ha_slice service;   /* not empty */
	struct ha_address address; /* of no family: not known, but ... */
	struct ha_slice host;      /* ... the name; else empty */
	struct ha_slice user;      /* or empty */
	unsigned long times;
	/* Where the slices may point to. */
	char service_text[EVENT_SERVICE_MAX + 1], user_text[EVENT_USER_MAX];
};

#endif
