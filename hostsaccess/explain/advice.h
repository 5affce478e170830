/* SPDX-License-Identifier: BSD-3-Clause */
/* Advice: what to change where a client is refused. */
#ifndef EXPLAIN_ADVICE_H
#define EXPLAIN_ADVICE_H

#include <stdio.h>

struct ha_rules;
struct record;

/* Writes what to change in the files of RULES that refuse by RECORD. */
void explain_advice(FILE *stream, const struct record *record,
		    const struct ha_rules *rules);

#endif
