/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * sshd_words: lines of sshd_config(5) as words.  What sshd of different
 * versions reads in two ways, or joins of parts, is told apart.
 */
#ifndef CONVERT_SSHD_WORDS_H
#define CONVERT_SSHD_WORDS_H

#include "common/base/slice.h"

/* Why a word that is joined is not understood. */
#define SSHD_JOINED "a word that sshd joins of parts"

struct sshd_word {
	struct ha_slice text; /* as written; one whole in quotes without them */
	bool joined; /* of parts in quotes or behind '\', or with odd bytes */
	bool open;   /* a quote in it has no end: sshd does not take the line */
};

/*
 * Takes the keyword that REST begins with, and a '=' behind it; an empty one is
 * that of a comment, or of nothing.  Returns false if sshd would not know it as
 * one; WORD is how it is written then.
 */
bool sshd_keyword_take(struct ha_slice *rest, struct ha_slice *word);

/* Takes the next word of REST; false if there is none, or a comment begins. */
bool sshd_word_take(struct ha_slice *rest, struct sshd_word *word);

#endif
