/* SPDX-License-Identifier: BSD-3-Clause */
/* Text: a recorded decision for people. */
#ifndef EXPLAIN_TEXT_H
#define EXPLAIN_TEXT_H

#include <stdio.h>

struct explain_question;
struct ha_rules;
struct record;

/* Writes all of RECORD, an answer of RULES to QUESTION, to STREAM. */
void explain_text(FILE *stream, const struct explain_question *question,
		  const struct record *record, const struct ha_rules *rules);

#endif
