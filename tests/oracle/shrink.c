/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/shrink.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

/* Tries to do without the COUNT bytes at AT. */
static bool delete (char *bytes, size_t *size, size_t at, size_t count,
		    bool (*still)(void *context), void *context)
{
	const size_t old_size = *size;
	char *old = malloc(old_size + 1);
	bool shrunk;

	if (old == NULL)
		err(2, "memory");
	memcpy(old, bytes, old_size + 1);
	memmove(bytes + at, bytes + at + count, old_size + 1 - at - count);
	*size -= count;
	shrunk = still(context);
	if (!shrunk) {
		memcpy(bytes, old, old_size + 1);
		*size = old_size;
	}
	free(old);
	return shrunk;
}

void
shrink_bytes(char *bytes, size_t *size, bool (*still)(void *context),
	     void *context)
{
	bytes[*size] = '\0';
	for (size_t count = *size; count > 0; count /= 2)
		for (size_t at = 0; at + count <= *size;)
			if (!delete (bytes, size, at, count, still, context))
				at += count;
}
