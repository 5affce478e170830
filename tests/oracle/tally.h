/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Tally: where the verdicts of tcp_wrappers and ours differ, and why.
 *
 * A pair of verdicts is explained if the model gives theirs with no row on
 * and ours with all rows on.  A difference is put down to a smallest set of
 * rows that still makes the model's verdict ours.
 */
#ifndef ORACLE_TALLY_H
#define ORACLE_TALLY_H

#include "tests/oracle/model.h"

#include <stdio.h>

struct tally {
	unsigned long decisions;
	unsigned long allowed; /* by ours */
	unsigned long equal;
	unsigned long unexplained;
	unsigned long rows[MODEL_ROW_COUNT]; /* differences put down to it */
};

/*
 * Counts the verdicts THEIRS and OURS on CLIENT.  Returns whether they are
 * explained.
 */
bool tally_add(struct tally *tally, const struct model_rules *rules,
	       const struct model_client *client, bool theirs, bool ours);

/*
 * Writes one line to STREAM: the verdicts on CLIENT, those of the model
 * too, under TITLE.
 */
void tally_show(FILE *stream, const char *title,
		const struct model_rules *rules,
		const struct model_client *client, bool theirs, bool ours);

/* Adds the counts of PART to TALLY. */
void tally_merge(struct tally *tally, const struct tally *part);

/* Prints one line for all, under TITLE, and one for each row met. */
void tally_print(const struct tally *tally, const char *title);

/* Returns the name of ROW. */
const char *tally_row_name(enum model_row row);

#endif
