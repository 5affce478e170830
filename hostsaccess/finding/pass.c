/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/finding/pass.h"

#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>

bool
pass_told(struct passes *passes, const char *name, struct ha_place place,
	  struct ha_slice text)
{
	uint32_t pass;
	char *key;
	int size;

	if (passes->number == 0)
		return false;
	size = asprintf(&key, "%lu:%lu:%s:%s:%.*s", place.line, place.column,
			name, place.file, (int)text.size,
			text.size > 0 ? text.data : "");
	if (size < 0)
		memory_out();
	pass = table_add(&passes->told, (struct ha_slice){key, (size_t)size},
			 passes->number);
	free(key);
	return pass < passes->number;
}
