/* SPDX-License-Identifier: BSD-3-Clause */
/* Batch: many clients, a line each (hostsaccess(8), BATCH). */
#ifndef EXPLAIN_BATCH_H
#define EXPLAIN_BATCH_H

#include <stdbool.h>
#include <stdio.h>

struct ha_rules;

/*
 * Decides every line of INPUT by RULES, and writes a line each to OUTPUT,
 * with JSON an object.  A name without an address is one that a daemon tells,
 * and has CONFIRMED or not.  Returns the exit status: 0, or 2 if a line cannot
 * be read, which standard error hears of.
 */
int explain_batch(FILE *input, FILE *output, const struct ha_rules *rules,
		  bool nodns, bool json, bool confirmed);

#endif
