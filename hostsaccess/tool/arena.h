/* SPDX-License-Identifier: BSD-3-Clause */
/* Arena: memory for texts, which do not move, and are freed together. */
#ifndef TOOL_ARENA_H
#define TOOL_ARENA_H

#include "common/base/slice.h"

/* Begin it with {0}. */
struct arena {
	struct arena_block *blocks;
};

/*
 * Returns a copy of TEXT, terminated, which lasts until arena_free().  Exits
 * when memory is out.
 */
struct ha_slice arena_keep(struct arena *arena, struct ha_slice text);

/* Frees all copies. */
void arena_free(struct arena *arena);

#endif
