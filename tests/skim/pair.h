/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Pair: one client and one sample's files, decided with lines passed over
 * and with every line read.
 */
#ifndef SKIM_PAIR_H
#define SKIM_PAIR_H

#include "tests/skim/sample.h"

#include <stdio.h>

#define PATH_SIZE 128

/* What happened in all pairs so far. */
struct tally {
	unsigned long pairs, different;
	unsigned long allowed, refused, faults, heard;
	unsigned long passed_rules, passed_lists; /* pairs that passed lines */
};

struct pair {
	const struct sample *sample;
	const struct client *client;
	bool traced; /* compare with a decision that is traced, too */
	const char *folder;
	char paths[SAMPLE_FILES][PATH_SIZE];
};

/* Writes the files of PAIR's sample to its folder. */
void pair_files(struct pair *pair);

/*
 * Decides PAIR, whose files are written, both ways, and counts it.  Returns
 * whether nothing differs; if OUT, tells there what does.
 */
bool pair_agrees(const struct pair *pair, struct tally *tally, FILE *out);

#endif
