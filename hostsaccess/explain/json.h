/* SPDX-License-Identifier: BSD-3-Clause */
/* JSON: a recorded decision for programs (hostsaccess(8), JSON). */
#ifndef EXPLAIN_JSON_H
#define EXPLAIN_JSON_H

#include <stdio.h>

struct explain_answer;

/* Writes ANSWER to STREAM: an object, a line. */
void explain_json(FILE *stream, const struct explain_answer *answer);

#endif
