/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Brief: what is decided on a client, without a record of how, and as a line
 * (hostsaccess(8), BATCH).
 */
#ifndef EXPLAIN_BRIEF_H
#define EXPLAIN_BRIEF_H

#include "hostsaccess/ask/ask.h"
#include "hostsaccess/explain/answer.h"

#include <stdio.h>

/* Who is asked about, by whatever way. */
struct explain_client {
	struct ask_client client;
	bool given; /* client.confirmed is, and not for the ways to say */
};

struct explain_brief {
	struct ha_verdict verdict; /* of the way that counts */
	enum explain_outcome outcome;
};

/* Returns whom CLIENT is about, as WAY says it; valid as long as both. */
struct ask_client explain_client_of(const struct explain_client *client,
				    const struct way *way);

/* Decides on CLIENT by each way; exits when memory is out. */
void explain_brief_find(const struct explain_asked *asked,
			const struct explain_client *client,
			struct explain_brief *brief);

/* Writes BRIEF to OUTPUT, a line of three fields. */
void explain_brief_put(FILE *output, const struct explain_brief *brief);

#endif
