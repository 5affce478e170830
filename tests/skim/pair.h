/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Pair: one client and one sample's files, decided with lines passed over, with
 * those that indexes name, and with every line read.
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
	unsigned long indexed, jumps; /* pairs with an index; lines it named */
};

struct pair {
	const struct sample *sample;
	const struct client *client;
	bool traced; /* compare with a decision that is traced, too */
	const char *folder;
	char paths[SAMPLE_FILES][PATH_SIZE];
	int indexes[SAMPLE_FILES][2]; /* as a list, as rules: descriptors */
};

/* Writes the files of PAIR's sample to its folder. */
void pair_write(struct pair *pair);

/* Returns whether a rule or a fault decides PAIR, every line read. */
bool pair_is_decided(const struct pair *pair);

/* pair_write(), and makes their indexes, which pair_close() closes. */
void pair_files(struct pair *pair);
void pair_close(struct pair *pair);

/*
 * Decides PAIR, whose files are written, all ways, and counts it.  Returns
 * whether nothing differs; if OUT, tells there what does.
 */
bool pair_agrees(const struct pair *pair, struct tally *tally, FILE *out);

#endif
