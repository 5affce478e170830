/* SPDX-License-Identifier: BSD-3-Clause */
/* Advice: what to change where a client is refused. */
#ifndef EXPLAIN_ADVICE_H
#define EXPLAIN_ADVICE_H

#include <stdbool.h>
#include <stdio.h>

struct ha_rules;
struct record;

/*
 * Writes what to change in the files of RULES that refuse by RECORD, and when
 * that counts: DROPS says that the daemon drops who was refused often, unasked.
 */
void explain_advice(FILE *stream, const struct record *record,
		    const struct ha_rules *rules, bool drops);

#endif
