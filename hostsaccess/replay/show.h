/* SPDX-License-Identifier: BSD-3-Clause */
/* How changes are shown (hostsaccess(8), REPLAY and JSON). */
#ifndef REPLAY_SHOW_H
#define REPLAY_SHOW_H

#include <stdbool.h>
#include <stddef.h>

struct changes;

/* How much was read. */
struct replay_totals {
	unsigned long logins, refusals;
	unsigned long penalties; /* of the refusals */
	size_t addresses;
};

/* What is shown of the changes. */
struct show {
	unsigned long top; /* so many of each kind; 0: all */
	bool by_rule;      /* rules, and not addresses */
};

/* Writes CHANGES, sorted, and the totals to standard output. */
void replay_show(const struct changes *changes, const struct show *show,
		 const struct replay_totals *totals);

/* Writes CHANGES, sorted, as JSON. */
void replay_show_json(const struct changes *changes, const struct show *show);

#endif
