/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Sample: files and clients, made from a number alone.
 *
 * Whoever makes them knows the rule language, what people write in it and what
 * goes wrong there, and nothing of how lines are passed over.
 */
#ifndef SKIM_SAMPLE_H
#define SKIM_SAMPLE_H

#include "tests/skim/text.h"

#include "tests/oracle/dice.h"

#include <stdbool.h>
#include <stdint.h>

#define SAMPLE_CLIENTS 8
#define SAMPLE_LISTS 3
#define SAMPLE_ALLOW 0 /* files: hosts.allow, hosts.deny and lists */
#define SAMPLE_DENY 1
#define SAMPLE_FIRST_LIST 2
#define SAMPLE_FILES (SAMPLE_FIRST_LIST + SAMPLE_LISTS)

/* The names of the files in their folder. */
extern const char *const sample_names[SAMPLE_FILES];

/* An address; IPv4 uses the first four bytes. */
struct spot {
	bool v6;
	unsigned char bytes[16];
};

/* What look-ups say. */
enum answer {
	ANSWER_NONE,
	ANSWER_FOUND,
	ANSWER_FAILED,
};

struct client {
	struct spot spot;
	char daemon[48];
	char address[96]; /* "": not given */
	char name[64];    /* "": not given */
	bool claimed;     /* the name is */
	bool nodns;
	enum answer reverse, forward;
	bool confirmed; /* the addresses of the name hold the client's */
	bool server;    /* the server's end is known */
};

struct sample {
	struct client clients[SAMPLE_CLIENTS];
	struct text files[SAMPLE_FILES];
	bool absent[SAMPLE_FILES];
	bool strict, noexec, effects;
	size_t block; /* the most that one read(2) gets */
};

/* Makes *SAMPLE, zeros or one made before, of SEED; its files lie in FOLDER. */
void sample_make(struct sample *sample, uint64_t seed, const char *folder);

void sample_free(struct sample *sample);

#endif
