/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/rule/list_memo.h"

#include <search.h>
#include <stdlib.h>

#define COMPARE(x, y) \
	do { \
		if ((x) != (y)) \
			return (x) < (y) ? -1 : 1; \
	} while (0)

/* Compares the file and the endpoint, not what came out. */
static int
compare(const void *left, const void *right)
{
	const struct ha_list_memo *a = left, *b = right;

	COMPARE(a->status.st_ino, b->status.st_ino);
	COMPARE(a->status.st_dev, b->status.st_dev);
	COMPARE(a->status.st_size, b->status.st_size);
	COMPARE(a->status.st_mtim.tv_sec, b->status.st_mtim.tv_sec);
	COMPARE(a->status.st_mtim.tv_nsec, b->status.st_mtim.tv_nsec);
	COMPARE(a->status.st_ctim.tv_sec, b->status.st_ctim.tv_sec);
	COMPARE(a->status.st_ctim.tv_nsec, b->status.st_ctim.tv_nsec);
	COMPARE((uintptr_t)a->endpoint, (uintptr_t)b->endpoint);
	return 0;
}

enum ha_status
ha_list_memo_add(void **tree, const struct ha_list_memo *memo)
{
	struct ha_list_memo *copy = malloc(sizeof(*copy));
	struct ha_list_memo **node;

	if (!copy)
		return HA_ERR_MEMORY;
	*copy = *memo;
	node = tsearch(copy, tree, compare);
	if (!node || *node != copy)
		free(copy);
	return node ? HA_OK : HA_ERR_MEMORY;
}

const struct ha_list_memo *
ha_list_memo_find(void *const *tree, const struct ha_endpoint *endpoint,
		  const struct stat *status)
{
	const struct ha_list_memo key = {.endpoint = endpoint,
					 .status = *status};
	struct ha_list_memo *const *node = tfind(&key, tree, compare);

	return node ? *node : NULL;
}

void
ha_list_memo_free(void **tree)
{
	tdestroy(*tree, free);
	*tree = NULL;
}
