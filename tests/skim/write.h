/* SPDX-License-Identifier: BSD-3-Clause */
/* Write: the parts of a sample's files. */
#ifndef SKIM_WRITE_H
#define SKIM_WRITE_H

#include "tests/skim/sample.h"

/* Who writes, what, and of whom. */
struct writer {
	struct dice dice;
	struct text *text; /* what is written */
	const struct sample *sample;
	const char *folder;
	bool list; /* a list file is written, not a rule file */
};

/* Returns a byte that has one, two or three digits. */
static inline unsigned char
dice_byte(struct dice *dice)
{
	const uint64_t bits = dice_bits(dice);

	return (unsigned char)((bits & 255) >> (bits >> 8 & 7));
}

/* An address near one of the clients', or one FAR from all. */
struct spot spot_of(struct writer *writer, bool v6, bool far);

/* Writes SPOT, every ODDS-th part in an odd way. */
void spell_quad(struct writer *writer, const struct spot *spot, unsigned odds);
void spell_v6(struct writer *writer, const struct spot *spot, unsigned odds);

/* Writes an IPv4 SPOT as an IPv6 address. */
void spell_mapped(struct writer *writer, const struct spot *spot);

/* Writes SPOT, of IPv4, and a prefix length or a mask. */
void net_write(struct writer *writer, struct spot spot);
void mask_write(struct writer *writer, struct spot spot);

/* Writes SPOT with wildcards in it. */
void wildcard_write(struct writer *writer, const struct spot *spot);

/* Writes the first parts of SPOT and a dot, or the last ones. */
void part_write(struct writer *writer, const struct spot *spot);

/* Writes SPOT, of IPv6 unless MAPPED, with BRACKETS or without, as a NET too.
 */
void v6_write(struct writer *writer, struct spot spot, bool mapped, bool net,
	      bool brackets);

/* Writes one of WORDS, an array. */
#define PICK(writer, words) \
	text_word((writer)->text, DICE_PICK(&(writer)->dice, words))

/* What kinds of words there are for clients. */
#define TOKEN_KINDS 20

/* Writes a word of KIND, below TOKEN_KINDS; about a client unless FAR. */
void token_write(struct writer *writer, unsigned kind, bool far);

/* Writes a daemon list up to its ':'. */
void head_write(struct writer *writer);

/* Writes SIZE letters of a name. */
void name_write(struct writer *writer, unsigned size);

/* Changes a few bytes from START on. */
void spoil(struct writer *writer, size_t start);

/* Writes a file of blocks of lines. */
void file_write(struct writer *writer);

#endif
