/* SPDX-License-Identifier: BSD-3-Clause */
/* Reasons: the words of the log that say why, of refusals and penalties. */
#ifndef STATS_REASON_H
#define STATS_REASON_H

#include "hostsaccess/tool/heavy.h"

#include <time.h>

struct decision;

/* How many are kept: more than there are, should a log have others. */
#define REASONS_MAX 64
/* How much of a word. */
#define REASON_WORD_MAX 80

enum reason_kind {
	REASON_OF_RULES,   /* reason= */
	REASON_OF_LOOKUP,  /* lookup=, besides */
	REASON_OF_PENALTY, /* of sshd */
};

struct reason {
	enum reason_kind kind;
	struct ha_slice word;
	unsigned long count; /* so often for certain ... */
	unsigned long over;  /* ... and by so much more at most */
	time_t last;
};

struct reasons {
	struct heavy heavy;
	struct reason all[REASONS_MAX]; /* the places */
};

void reasons_begin(struct reasons *reasons);

/* Counts DECISION, which was made TIMES times, at WHEN. */
void reasons_add(struct reasons *reasons, const struct decision *decision,
		 unsigned long times, time_t when);

/* Puts them in order of their kinds and counts; nothing can be added then. */
void reasons_sort(struct reasons *reasons);

/* Whether a look-up of DECISION failed because nobody answered. */
bool reason_is_failed_lookup(const struct decision *decision);

/* Returns what REASON means, or NULL if that is not known. */
const char *reason_words(const struct reason *reason);

void reasons_free(struct reasons *reasons);

#endif
