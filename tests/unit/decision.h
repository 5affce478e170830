/* SPDX-License-Identifier: BSD-3-Clause */
/* A decision by rule files in the folder, about bob at sshd, for root. */
#ifndef DECISION_H
#define DECISION_H

#include "common/decide/decide.h"

extern const char allow_file[], deny_file[];

/* How many faults the last decision told of, and the last one ever. */
extern unsigned faults;
extern struct ha_diagnostic last_fault;

/*
 * Writes the rule files ALLOW and DENY as write_text() does, and decides on
 * the client at ADDRESS: 192.0.2.1 is good.example.com, the name of 192.0.2.2
 * cannot be looked up for the moment, others have none.
 */
void decide(const char *allow, const char *deny, const char *address,
	    bool strict, struct ha_verdict *verdict);

#endif
