/* SPDX-License-Identifier: BSD-3-Clause */
/* Client: one that the module and --batch are both asked about. */
#ifndef EXPLAIN_CLIENT_H
#define EXPLAIN_CLIENT_H

#include "tests/oracle/dice.h"
#include "tests/oracle/generate.h"

/* A client as PAM tells of it, and as batch is told. */
struct client {
	const char *daemon, *user;
	const char *rhost;
	const char *connection; /* SSH_CONNECTION, or NULL */
	char name[SAMPLE_FACT_SIZE], address[SAMPLE_FACT_SIZE];
};

/*
 * Chooses how PAM is told of the client of SAMPLE: by its address, by its
 * name, or by a name with an address from SSH_CONNECTION; and finds what the
 * module may look up, unless the name is all there is.  Returns false if one of
 * both cannot be told of it. *CLIENT points into SAMPLE.
 */
bool client_make(struct dice *dice, const struct sample_client *sample,
		 struct client *client);

#endif
