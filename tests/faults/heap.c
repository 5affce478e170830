/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/faults/heap.h"

#include "tests/module/recorder.h"
#include "tests/support/libc_heap.h"

#include <errno.h>
#include <stdlib.h>

bool (*heap_fails)(void);
static long blocks;

static bool
fails(void)
{
	if (!heap_fails || recorder.busy || !heap_fails())
		return false;
	errno = ENOMEM;
	return true;
}

long
heap_blocks(void)
{
	return blocks - (recorder.log[0] != '\0') - (recorder.audit[0] != '\0');
}

static void *
count(void *block)
{
	blocks += block != NULL;
	return block;
}

void *
malloc(size_t size)
{
	return fails() ? NULL : count(LIBC_HEAP(malloc)(size));
}

void *
calloc(size_t number, size_t size)
{
	return fails() ? NULL : count(LIBC_HEAP(calloc)(number, size));
}

void *
realloc(void *block, size_t size)
{
	if (fails())
		return NULL;
	return block ? LIBC_HEAP(realloc)(block, size)
		     : count(LIBC_HEAP(realloc)(NULL, size));
}

void
free(void *block)
{
	blocks -= block != NULL;
	LIBC_HEAP(free)(block);
}
