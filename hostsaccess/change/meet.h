/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Meet: whether an earlier rule may decide on somebody for whom a new one is.
 *
 * The answer errs to yes: a rule does not meet the new one only where that is
 * certain, whatever names, conditions and list files say.
 */
#ifndef CHANGE_MEET_H
#define CHANGE_MEET_H

#include "common/rule/visit.h"

/* One daemon and one client, as rules have them. */
struct meet {
	struct ha_slice daemon, client; /* as written, the client in brackets */
	struct ha_pattern daemon_pattern, client_pattern;
	bool has_net;
	struct ha_net net;
};

/*
 * Reads DAEMON and CLIENT, each of which must be exactly one pattern, into
 * *MEET, which keeps slices of TEXT, a buffer of SIZE bytes.  Returns NULL, or
 * what is wrong, which may stand in TEXT.
 */
const char *meet_read(struct meet *meet, const char *daemon, const char *client,
		      char *text, size_t size);

/* Returns whether RULE, without its options, may match somebody of MEET. */
bool meet_rule(const struct meet *meet, const struct ha_rule *rule);

#endif
