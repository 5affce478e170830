/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * List memo: the list files that a decision has read to their end.  A rule
 * file may name one often, and need not pay for it every time.
 */
#ifndef HA_LIST_MEMO_H
#define HA_LIST_MEMO_H

#include "common/base/status.h"
#include "common/request/request.h"

#include <sys/stat.h>

/* What a list file said; the caller sets the members, all of them. */
struct ha_list_memo {
	const struct ha_endpoint *endpoint; /* about whom */
	struct stat status;                 /* of the file, when opened */
	enum ha_match match;
	unsigned height; /* how many files deep it is */
};

/*
 * Adds a copy of MEMO to *TREE, NULL at first.  Returns HA_OK or
 * HA_ERR_MEMORY.
 */
enum ha_status ha_list_memo_add(void **tree, const struct ha_list_memo *memo);

/*
 * Returns what TREE holds of the file of STATUS, unchanged, about ENDPOINT,
 * or NULL.  TREE owns it.
 */
const struct ha_list_memo *ha_list_memo_find(void *const *tree,
					     const struct ha_endpoint *endpoint,
					     const struct stat *status);

/* Frees *TREE. */
void ha_list_memo_free(void **tree);

#endif
