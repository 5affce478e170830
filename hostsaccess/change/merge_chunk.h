/* SPDX-License-Identifier: BSD-3-Clause */
/* Chunks of a merge: what stands between two records that all texts have. */
#ifndef CHANGE_MERGE_CHUNK_H
#define CHANGE_MERGE_CHUNK_H

#include "hostsaccess/change/merge_match.h"
#include "hostsaccess/change/merge_order.h"

enum { BASE, THEIRS, OURS, TEXTS };

/* Three texts, and what becomes of them. */
struct merging {
	bool deny_file;
	struct records texts[TEXTS];
	struct table numbers;
	size_t base_numbers;           /* how many of them BASE has */
	struct matches matches[TEXTS]; /* with BASE; of THEIRS and OURS */
	struct pieces theirs, merged;
	bool clash;
	/* of the chunk that is looked at */
	size_t *first, *next; /* what OURS added: by number; by place */
	unsigned char *stays; /* enum stay, of OURS */
	bool *ahead;          /* of THEIRS: it goes before OURS, or is there */
};

/* Whether a record of OURS stays where both have changed something. */
enum stay {
	STAY_NOT,
	STAY_OURS,
	STAY_BOTH, /* others have added it, too */
};

/* Records of each text, from one on, up to before an end. */
struct chunk {
	size_t from[TEXTS], to[TEXTS];
};

/* Adds what becomes of CHUNK to what is merged (merge.h). */
void chunk_merge(struct merging *merging, const struct chunk *chunk);

#endif
