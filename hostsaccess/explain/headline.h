/* SPDX-License-Identifier: BSD-3-Clause */
/* Headline: the answer in a word, and what is to be known with it. */
#ifndef EXPLAIN_HEADLINE_H
#define EXPLAIN_HEADLINE_H

#include <stdio.h>

struct explain_answer;
struct explain_question;

/* Writes that of ANSWER to QUESTION to STREAM. */
void explain_headline(FILE *stream, const struct explain_question *question,
		      const struct explain_answer *answer);

#endif
