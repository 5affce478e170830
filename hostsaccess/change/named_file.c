/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/named_file.h"

#include <string.h>

/* Whether NAME is the path of FILE, or its last part if LAST. */
static bool
names(struct ha_slice name, const char *file, bool last)
{
	const char *base = last ? strrchr(file, '/') : NULL;

	return ha_slice_same(name, ha_slice_of(base ? base + 1 : file));
}

unsigned
named_file(const struct ha_rules *rules, struct ha_slice name, bool *deny_file)
{
	unsigned count = 0;

	for (int last = 0; count == 0 && last < 2; last++) {
		*deny_file = !names(name, rules->allow_file, last);
		count = !*deny_file + names(name, rules->deny_file, last);
	}
	return count;
}
