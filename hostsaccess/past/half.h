/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Halves: refusals of which one line was read, and of which a second one may
 * follow (log=two of pam_hostsaccess(8)) between lines of other processes.
 */
#ifndef PAST_HALF_H
#define PAST_HALF_H

#include "hostsaccess/past/event.h"
#include "hostsaccess/past/visitors.h"

struct log_line;

struct half {
	char service[EVENT_SERVICE_MAX + 1]; /* by the program that logs */
	char process[24];
	struct ha_address address;
	unsigned long times;
	time_t when;
};

/* How many wait at a time. */
#define HALVES_MAX 64

/* Begin them as all zero.  The oldest is the first. */
struct halves {
	struct half all[HALVES_MAX];
	size_t count;
};

/* Returns the half that LINE is, which EVENT says, at WHEN. */
struct half half_of(const struct log_line *line, const struct event *event,
		    time_t when);

/* Adds HALF.  There is room for it: take the oldest first. */
void halves_add(struct halves *halves, const struct half *half);

/* Takes the oldest.  Returns false if there is none. */
bool halves_take_oldest(struct halves *halves, struct half *half);

/*
 * Takes the last one that is of the process that wrote LINE, and of the
 * address of EVENT.  Returns false if there is none.
 */
bool halves_take(struct halves *halves, const struct log_line *line,
		 const struct event *event, struct half *half);

#endif
