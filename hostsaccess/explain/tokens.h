/* SPDX-License-Identifier: BSD-3-Clause */
/* Tokens: what the lists of one rule say, in words. */
#ifndef EXPLAIN_TOKENS_H
#define EXPLAIN_TOKENS_H

#include <stdio.h>

struct record;
struct record_rule;

/*
 * Writes what the tokens of RULE stand for, and which of them match, and the
 * words of the list files that they name.
 */
void explain_tokens(FILE *stream, const struct record *record,
		    const struct record_rule *rule);

#endif
