/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
memory_out(void)
{
	fputs("hostsaccess: out of memory\n", stderr);
	exit(2);
}

void
memory_check(enum ha_status status)
{
	if (status == HA_ERR_MEMORY)
		memory_out();
}

void *
memory_resize(void *old, size_t count, size_t size)
{
	void *larger = reallocarray(old, count, size);

	if (!larger && count > 0 && size > 0)
		memory_out();
	return larger;
}

void *
memory_grow(void *array, size_t count, size_t size)
{
	if (count & (count - 1))
		return array;
	return memory_resize(array, count ? 2 * count : 1, size);
}

char *
memory_copy(struct ha_slice text)
{
	char *copy = memory_resize(NULL, text.size + 1, 1);

	if (text.size > 0)
		memcpy(copy, text.data, text.size);
	copy[text.size] = '\0';
	return copy;
}
