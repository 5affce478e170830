/* SPDX-License-Identifier: BSD-3-Clause */
/* Skim line: one line of a rule or list file, passed over or not. */
#ifndef HA_SKIM_LINE_H
#define HA_SKIM_LINE_H

#include "common/source/skim_token.h"

/* The longest daemon list, with its ':'; lines with a longer one are read. */
#define SKIM_HEAD_MAX 48
/* What may be read from the start of a block on. */
#define SKIM_ROOM (SKIM_BLOCK + SKIM_HEAD_MAX + 16)
/* How many daemon lists are remembered, so that two may take turns. */
#define SKIM_HEADS 2

/* What lines have in common: "sshd:", or ": deny" with the newline. */
struct skim_known {
	const char *bytes; /* in a line that has it */
	size_t size;       /* 0: there is none yet */
	uint64_t text[2];
	uint64_t text_of[2]; /* as far as these bits are set */
};

/* The way through a text, line by line. */
struct skim_pass {
	const struct ha_skim *skim;
	bool rules;
	struct skim_known heads[SKIM_HEADS]; /* the daemon lists known last */
	unsigned head; /* the number of the one that the last line began with */
	struct skim_known tail;   /* an option or a comment */
	struct skim_known ending; /* all behind the last token */
	struct skim_block block;  /* what is looked at ... */
	unsigned at;              /* ... from here on */
	const char *behind;       /* the last token, or NULL */
	const char *limit;        /* no block begins here or behind */
	const char *end;          /* of the text */
};

/* The bits in which the first sixteen bytes of TEXT differ from KNOWN. */
static inline uint64_t
skim_differences(const struct skim_known *known, const char *text)
{
	return ((skim_word(text) ^ known->text[0]) & known->text_of[0]) |
	       ((skim_word(text + 8) ^ known->text[1]) & known->text_of[1]);
}

/*
 * Returns the end of the line of a comment or an option that begins at BYTES;
 * NULL if it holds a NUL byte, or goes on in the next line.
 */
const char *ha_skim_line_end(const struct skim_pass *pass, const char *bytes);

/*
 * Passes over the line that begins where PASS is, in a complete block, and
 * perhaps goes on to other blocks.  Returns its end, or NULL.
 */
const char *ha_skim_line(struct skim_pass *pass);

#endif
