/* SPDX-License-Identifier: BSD-3-Clause */
/* What the files of the generator share. */
#ifndef ORACLE_GENERATE_PARTS_H
#define ORACLE_GENERATE_PARTS_H

#include "tests/oracle/dice.h"
#include "tests/oracle/generate.h"

/* An address to be spelled in many ways. */
struct spot {
	bool v6;
	unsigned char bytes[16];
};

/* What one sample is about. */
struct scene {
	struct dice dice;
	const char *directory;
	struct spot spot;
	const char *daemon;
	const char *name;
	const char *user;
	bool in_list; /* what is made is the random list file */
};

/* Appends the string MORE, or SIZE bytes of it, to TEXT while they fit. */
void text_add(struct sample_text *text, const char *more);
void text_add_bytes(struct sample_text *text, const char *more, size_t size);

/* generate_address.c */

/* Returns an address like those that the samples are about. */
struct spot spot_random(struct dice *dice);

/* Returns a neighbour of SPOT. */
struct spot spot_near(struct dice *dice, const struct spot *spot);

/* Appends SPOT as clients and resolvers write it, right or wrong. */
void spot_spell_client(struct dice *dice, const struct spot *spot,
		       struct sample_text *text);

/* Appends a pattern for SPOT or its neighbourhood. */
void spot_spell_exact(struct dice *dice, const struct spot *spot,
		      struct sample_text *text);
void spot_spell_net(struct dice *dice, const struct spot *spot,
		    struct sample_text *text);

/* generate_token.c: append one token of a daemon or client list. */
void token_daemon(struct scene *scene, struct sample_text *text);
void token_client(struct scene *scene, struct sample_text *text);
void token_host(struct scene *scene, struct sample_text *text);

/* generate_option.c: appends the options of a rule, from the ':' on. */
void option_fields(struct scene *scene, struct sample_text *text);

/* generate_file.c: appends the lines of a rule file, or of a list file. */
void file_rules(struct scene *scene, struct sample_text *text);
void file_list(struct scene *scene, struct sample_text *text);

#endif
