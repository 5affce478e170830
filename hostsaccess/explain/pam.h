/* SPDX-License-Identifier: BSD-3-Clause */
/* PAM: which lines ask the module about a client, and what comes of each. */
#ifndef EXPLAIN_PAM_H
#define EXPLAIN_PAM_H

#include <stdio.h>

struct explain_answer;
struct json;

/* Each writes nothing where PAM is no matter of ANSWER. */

/* Writes, below the headline, that nothing obeys the answer, if so. */
void explain_pam_headline(FILE *stream, const struct explain_answer *answer);

/* Writes the lines, their files, and what each decides. */
void explain_pam(FILE *stream, const struct explain_answer *answer);

/* Likewise, as "service" and "calls". */
void explain_pam_json(struct json *json, const struct explain_answer *answer);

#endif
