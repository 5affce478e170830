/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain_keep.h"

#include "hostsaccess/explain_record.h"
#include "hostsaccess/memory.h"

#include <stdlib.h>
#include <string.h>

/* Memory for texts, which do not move. */
struct record_block {
	struct record_block *next;
	size_t size, used;
	char bytes[];
};

#define BLOCK_SIZE 65536

struct ha_slice
record_keep(struct record *record, struct ha_slice text)
{
	struct record_block *block = record->blocks;
	char *copy;

	if (!block || block->size - block->used <= text.size) {
		size_t size =
		    text.size < BLOCK_SIZE / 2 ? BLOCK_SIZE : text.size + 1;

		block = memory_resize(NULL, 1, sizeof(*block) + size);
		*block = (struct record_block){record->blocks, size, 0};
		record->blocks = block;
	}
	copy = block->bytes + block->used;
	if (text.size > 0)
		memcpy(copy, text.data, text.size);
	copy[text.size] = '\0';
	block->used += text.size + 1;
	return (struct ha_slice){copy, text.size};
}

struct ha_place
record_keep_place(struct record *record, struct ha_place place)
{
	if (!place.file)
		return place;
	if (!record->file || strcmp(record->file, place.file) != 0)
		record->file =
		    record_keep(record, ha_slice_of(place.file)).data;
	place.file = record->file;
	return place;
}

void
record_forget(struct record *record)
{
	while (record->blocks) {
		struct record_block *next = record->blocks->next;

		free(record->blocks);
		record->blocks = next;
	}
}
