/* SPDX-License-Identifier: BSD-3-Clause */
/* Batch: many clients, a line each (hostsaccess(8), BATCH). */
#ifndef EXPLAIN_BATCH_H
#define EXPLAIN_BATCH_H

#include <stdio.h>

struct arguments;

/*
 * Decides every line of INPUT as ARGUMENTS say, and writes a line each to
 * OUTPUT, with --json an object.  A name without an address is one that a
 * daemon tells, and has confirmed or not: --rhost.  Returns the exit status:
 * 0, or 2 if a line cannot be read, which standard error hears of.
 */
int explain_batch(FILE *input, FILE *output, const struct arguments *arguments);

#endif
