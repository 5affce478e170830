/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Last: the last connection that was refused, by rules or by a penalty of sshd,
 * as a log has it.
 */
#ifndef PAST_LAST_H
#define PAST_LAST_H

#include "hostsaccess/past/event.h"

struct last {
	char service[EVENT_SERVICE_MAX + 1];
	struct ha_address address;     /* of no family: not known, but ... */
	char host[EVENT_HOST_MAX + 1]; /* ... the name; else "" */
	bool penalty;                  /* sshd dropped it for what was before */
	char user[EVENT_USER_MAX];     /* or "" */
	char *line;                    /* of the log; to be freed */
	const char *source;            /* the log */
	unsigned long number;          /* of the line; 0: no file */
};

/*
 * Reads the log FILE, or, if that is NULL, what this system has, and writes the
 * last refusal, of SERVICE unless that is NULL, to *LAST.  Returns false, and
 * says why to standard error for the command NAME, if there is none.  Exits
 * when memory is out.
 */
bool last_read(const char *name, const char *file, const char *service,
	       struct last *last);

/*
 * Reads LINE, one of a log, or of one what stands behind the program.  Returns
 * what it is, and writes *LAST, for a login, a refusal and details only.
 */
enum event_kind last_of_line(struct ha_slice line, struct last *last);

#endif
