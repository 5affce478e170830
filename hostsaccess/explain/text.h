/* SPDX-License-Identifier: BSD-3-Clause */
/* Text: a recorded decision for people. */
#ifndef EXPLAIN_TEXT_H
#define EXPLAIN_TEXT_H

#include <stdio.h>

struct explain_answer;
struct explain_question;

/* Writes all of ANSWER, to QUESTION, to STREAM. */
void explain_text(FILE *stream, const struct explain_question *question,
		  const struct explain_answer *answer);

#endif
