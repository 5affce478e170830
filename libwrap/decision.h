/* SPDX-License-Identifier: BSD-3-Clause */
/* Decision: one decision of this library, its log line and its effects. */
#ifndef LIBWRAP_DECISION_H
#define LIBWRAP_DECISION_H

#include "libwrap/tcpd.h"

#include <stdbool.h>

/* What is told of a client, however long it is. */
struct decision_facts {
	const char *daemon, *name, *address, *user;
};

/*
 * Decides about REQUEST, of whom FACTS, which may be NULL, tell in full what
 * it has no room for; logs it, and carries out what the rule wants.  Returns 1
 * if the client is allowed, or else 0; does not return after a `twist`.
 */
int decision_make(struct request_info *request,
		  const struct decision_facts *facts);

struct call;

/* Logs that CALL, whose settings are unusable, is refused for that. */
void decision_tell_unusable(struct call *call);

/*
 * Returns whether REQUEST was the last one that this process has refused, and
 * so has its line in the log.
 */
bool decision_is_logged(const struct request_info *request);

/* Forgets that: REQUEST is about somebody else now. */
void decision_forget(const struct request_info *request);

#endif
