/* SPDX-License-Identifier: BSD-3-Clause */
/* An event: what a line of a log says of a client. */
#ifndef REPLAY_EVENT_H
#define REPLAY_EVENT_H

#include "address.h"

struct log_line;

enum event_kind {
	EVENT_OTHER,   /* nothing that matters here */
	EVENT_LOGIN,   /* sshd accepted a login */
	EVENT_REFUSAL, /* rules refused a connection */
	EVENT_UNCLEAR, /* one of these, but it is not clear from where */
};

/* The longest name of a service. */
#define EVENT_SERVICE_MAX 255

struct event {
	struct ha_slice service; /* not empty */
	struct ha_address address;
	struct ha_slice user; /* as logged, or empty */
	unsigned long times;
};

/* Reads LINE.  Writes *EVENT for a login or a refusal only. */
enum event_kind event_read(const struct log_line *line, struct event *event);

#endif
