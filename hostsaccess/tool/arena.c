/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/arena.h"

#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	char bytes[];
};

#define ARENA_SIZE 65536

struct ha_slice
arena_keep(struct arena *arena, struct ha_slice text)
{
	struct arena_block *block = arena->blocks;
	char *copy;

	if (!block || block->size - block->used <= text.size) {
		size_t size =
		    text.size < ARENA_SIZE / 2 ? ARENA_SIZE : text.size + 1;

		block = memory_resize(NULL, 1, sizeof(*block) + size);
		*block = (struct arena_block){arena->blocks, size, 0};
		arena->blocks = block;
	}
	copy = block->bytes + block->used;
	if (text.size > 0)
		memcpy(copy, text.data, text.size);
	copy[text.size] = '\0';
	block->used += text.size + 1;
	return (struct ha_slice){copy, text.size};
}

void
arena_free(struct arena *arena)
{
	while (arena->blocks) {
		struct arena_block *next = arena->blocks->next;

		free(arena->blocks);
		arena->blocks = next;
	}
}
