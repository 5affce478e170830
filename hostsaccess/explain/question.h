/* SPDX-License-Identifier: BSD-3-Clause */
/* Question: who wants what from whom, as the arguments of explain say it. */
#ifndef EXPLAIN_QUESTION_H
#define EXPLAIN_QUESTION_H

#include "common/request/request.h"
#include "hostsaccess/machine/obey.h"

enum explain_client_kind {
	EXPLAIN_ADDRESS,
	EXPLAIN_NAME,
	EXPLAIN_UNKNOWN,  /* the word: nothing is known of the client */
	EXPLAIN_PARANOID, /* the word: its name is not to be believed */
};

/* All slices point into the arguments. */
struct explain_question {
	struct ha_slice daemon;
	struct ha_slice server; /* an address or a name; "": not known */
	unsigned port;          /* of the server; 0: not known */
	struct ha_slice user;   /* the remote user */
	bool no_user;           /* whom the daemon never tells */
	bool drops;             /* the daemon, unasked, who was refused often */
	enum obey_module module; /* what is known of it on this machine */
	enum explain_client_kind kind;
	struct ha_slice client;     /* without brackets */
	bool confirmed;             /* by the daemon that tells the name */
	struct ha_slice local_user; /* for whom it asks; "": not told */
};

/*
 * Reads DAEMON[@SERVER[:PORT]] and [USER@]CLIENT.  Addresses of IPv6 may
 * stand in brackets.  Returns NULL, or what is wrong.
 */
const char *explain_question_parse(const char *daemon, const char *client,
				   struct explain_question *question);

/*
 * Fills REQUEST, which RESOLVER answers: for a client that is a name, it is
 * ADDRESS that asks, whose own name is another matter; or with NULL the name
 * alone, as a daemon may tell it.  QUESTION must outlive the request.
 */
void explain_question_fill(const struct explain_question *question,
			   const struct ha_address *address,
			   const struct ha_resolver *resolver,
			   struct ha_request *request);

#endif
