/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/replay/total.h"

#include "hostsaccess/past/visitors.h"
#include "hostsaccess/replay/change.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/table.h"

#include <stdio.h>
#include <stdlib.h>

/* Returns the number of the total of CHANGE, COUNT if it is a new one. */
static size_t
number_of(struct table *numbers, const struct change *change, size_t count)
{
	char *key = NULL;
	uint32_t number;

	if (asprintf(&key, "%d %d %s %lu %s", (int)change->kind,
		     (int)change->reason, change->if_command,
		     change->rule ? change->place.line : 0,
		     change->rule ? change->place.file : "") < 0)
		memory_out();
	number = table_add(numbers, ha_slice_of(key), (uint32_t)count);
	free(key);
	return number;
}

static void
add(struct total *total, const struct tally *tally)
{
	total->count += tally->count;
	total->addresses++;
	if (tally->first != 0 &&
	    (total->first == 0 || tally->first < total->first))
		total->first = tally->first;
	if (tally->last > total->last)
		total->last = tally->last;
}

static int
compare(const void *a, const void *b)
{
	const struct total *one = a, *other = b;
	int order = (int)one->change->kind - (int)other->change->kind;

	if (order == 0)
		order =
		    (one->count < other->count) - (one->count > other->count);
	/* Changes are sorted, and these are parts of one array. */
	return order ? order
		     : (one->change > other->change) -
			   (one->change < other->change);
}

struct totals
totals_of(const struct changes *changes)
{
	struct totals totals = {0};
	struct table numbers = {0};

	for (size_t i = 0; i < changes->count; i++) {
		const struct change *change = &changes->all[i];
		size_t number = number_of(&numbers, change, totals.count);

		if (number == totals.count) {
			totals.all = memory_grow(totals.all, totals.count,
						 sizeof(*totals.all));
			totals.all[totals.count++] =
			    (struct total){.change = change};
		}
		add(&totals.all[number], change_tally(change));
	}
	table_free(&numbers);
	if (totals.count > 1)
		qsort(totals.all, totals.count, sizeof(*totals.all), compare);
	return totals;
}

void
totals_free(struct totals *totals)
{
	free(totals->all);
}
