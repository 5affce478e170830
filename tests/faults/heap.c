/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/faults/heap.h"

#include "tests/module/recorder.h"

#include <errno.h>
#include <stdlib.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);

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
	return fails() ? NULL : count(__libc_malloc(size));
}

void *
calloc(size_t number, size_t size)
{
	return fails() ? NULL : count(__libc_calloc(number, size));
}

void *
realloc(void *block, size_t size)
{
	if (fails())
		return NULL;
	return block ? __libc_realloc(block, size)
		     : count(__libc_realloc(NULL, size));
}

void
free(void *block)
{
	blocks -= block != NULL;
	__libc_free(block);
}
