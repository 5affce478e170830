/* SPDX-License-Identifier: BSD-3-Clause */
/* Hits of the rule that decides, where --hits asks for them. */
#ifndef EXPLAIN_HITS_H
#define EXPLAIN_HITS_H

#include "hostsaccess/explain/answer.h"
#include "hostsaccess/rules/hits.h"
#include "hostsaccess/tool/json.h"

/*
 * Reads the rules of WAYS and, in the log of ARGUMENTS or of this system, how
 * often they decided since the time that they give, which must be one, into
 * *HITS, to be freed.  Returns false, and says why, if the log cannot be read.
 */
bool explain_hits_read(const struct arguments *arguments,
		       const struct ways *ways, struct hits *hits);

/* Shows those of the rule of ANSWER, if it has one and they are asked for. */
void explain_hits(FILE *stream, const struct explain_answer *answer);
void explain_hits_json(struct json *json, const struct explain_answer *answer);

#endif
