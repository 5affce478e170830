/* SPDX-License-Identifier: BSD-3-Clause */
/* Random rule files, and clients that they are about. */
#ifndef ORACLE_GENERATE_H
#define ORACLE_GENERATE_H

#include "tests/oracle/scratch.h"

#define SAMPLE_CLIENTS 8
#define SAMPLE_TEXT_SIZE 16384
#define SAMPLE_FACT_SIZE 256

struct sample_text {
	size_t size;
	char bytes[SAMPLE_TEXT_SIZE];
};

struct sample_client {
	char daemon[SAMPLE_FACT_SIZE];
	char name[SAMPLE_FACT_SIZE];
	char address[SAMPLE_FACT_SIZE];
	char user[SAMPLE_FACT_SIZE];
	char server_name[SAMPLE_FACT_SIZE];
	char server_address[SAMPLE_FACT_SIZE];
	unsigned server_port;
};

/* The name of the list file that a sample brings with it. */
#define GENERATE_LIST "random"

/* A pair of rule files, the list files of its own, and its clients. */
struct sample {
	enum model_kind allow_kind;
	enum model_kind deny_kind;
	struct sample_text allow;
	struct sample_text deny;
	struct sample_text list; /* GENERATE_LIST */
	struct sample_client clients[SAMPLE_CLIENTS];
};

/* Writes the list files that all samples share. */
void generate_lists(const struct scratch *scratch);

/* Makes *SAMPLE from SEED alone, and from the path of SCRATCH. */
void generate_sample(uint64_t seed, const struct scratch *scratch,
		     struct sample *sample);

/*
 * Leaves at most four stars in what may become one token of TEXT: the time
 * that tcp_wrappers needs grows exponentially with them.
 */
void generate_limit_stars(struct sample_text *text);

#endif
