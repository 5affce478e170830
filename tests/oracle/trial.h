/* SPDX-License-Identifier: BSD-3-Clause */
/* Trial: one sample before libwrap, ours and the model. */
#ifndef ORACLE_TRIAL_H
#define ORACLE_TRIAL_H

#include "tests/oracle/generate.h"
#include "tests/oracle/tally.h"

/* What is seen from outside of a trial, even when the process dies. */
struct trial_post {
	uint64_t seed;
	const char *phase; /* who is at work */
	struct tally tally;
	bool no_netgroups; /* of this libwrap */
};

struct trial {
	const struct scratch *scratch;
	struct trial_post *post;
	bool self; /* the model stands in for ours */
	struct sample *sample;
	struct model_rules rules;
	char allow[SCRATCH_PATH_SIZE];
	char deny[SCRATCH_PATH_SIZE];
};

/*
 * Makes the sample of SEED and decides on its clients; counts in the post.
 * Shows the first SHOWN unexplained differences of all the trials, made
 * small.
 */
void trial_run(struct trial *trial, uint64_t seed, unsigned long shown);

#endif
