/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/finding/known.h"

#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>

/* Learns KEY. */
static void
learn(struct known *known, struct ha_slice key)
{
	uint32_t count = known->numbers.count;
	uint32_t number = table_add(&known->numbers, key, count);

	if (number == count) {
		known->counts =
		    memory_grow(known->counts, count, sizeof(*known->counts));
		known->counts[count] = 0;
	}
	known->counts[number]++;
}

/* Whether KEY was learnt; takes it once. */
static bool
take(struct known *known, struct ha_slice key)
{
	uint32_t number = table_find(&known->numbers, key);

	if (number == TABLE_NONE || known->counts[number] == 0)
		return false;
	known->counts[number]--;
	return true;
}

bool
known_has(struct known *known, const char *name, struct ha_slice text)
{
	char *key;
	int size = asprintf(&key, "%s:%.*s", name, (int)text.size,
			    text.size > 0 ? text.data : "");
	bool has = true;

	if (size < 0)
		memory_out();
	if (known->learns)
		learn(known, (struct ha_slice){key, (size_t)size});
	else
		has = take(known, (struct ha_slice){key, (size_t)size});
	free(key);
	return has;
}

void
known_free(struct known *known)
{
	table_free(&known->numbers);
	free(known->counts);
}
