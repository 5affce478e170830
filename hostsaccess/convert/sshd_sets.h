/* SPDX-License-Identifier: BSD-3-Clause */
/* sshd_sets: which Match blocks may match together, and for whom. */
#ifndef CONVERT_SSHD_SETS_H
#define CONVERT_SSHD_SETS_H

#include "hostsaccess/convert/sshd_config.h"

/* The blocks of a set. */
#define SSHD_SET_MAX 16

/* Blocks that match together, and for whom they do. */
struct sshd_set {
	size_t blocks[SSHD_SET_MAX], count;
	struct terms users, clients;
};

struct sshd_sets {
	struct sshd_set *sets;
	size_t count;
};

/*
 * Finds the sets of the blocks of CONFIG that say who may log in: those with
 * more blocks first, the empty one at last.  The caller frees SETS.  Returns
 * false if there are too many.
 */
bool sshd_sets_find(struct rules_model *model, const struct sshd_config *config,
		    struct sshd_sets *sets);

void sshd_sets_free(struct sshd_sets *sets);

#endif
