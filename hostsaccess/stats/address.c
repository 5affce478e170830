/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/stats/address.h"

#include "hostsaccess/past/decision.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

void
addresses_begin(struct addresses *addresses)
{
	*addresses = (struct addresses){.count = 0};
	heavy_begin(&addresses->heavy, ADDRESSES_MAX);
	addresses->all =
	    memory_resize(NULL, ADDRESSES_MAX, sizeof(*addresses->all));
	memset(addresses->all, 0, ADDRESSES_MAX * sizeof(*addresses->all));
}

static void
empty(struct address *address)
{
	tally_free(&address->tally);
	free(address->file);
	*address = (struct address){.text = {"", 0}};
}

/* Keeps which rule DECISION names. */
static void
keep_rule(struct address *address, const struct decision *decision)
{
	if (!decision->file.data)
		return;
	address->line = decision->line;
	if (address->file &&
	    ha_slice_same(ha_slice_of(address->file), decision->file))
		return;
	free(address->file);
	address->file = memory_copy(decision->file);
}

void
addresses_add(struct addresses *addresses, const struct decision *decision,
	      unsigned long times, time_t when)
{
	const struct event *event = &decision->event;
	char text[HA_ADDRESS_TEXT_MAX];
	struct ha_slice key = event->host;
	struct address *address;
	uint32_t place;
	bool is_new;

	if (event->address.family != HA_FAMILY_NONE) {
		ha_address_format(&event->address, true, text);
		key = ha_slice_of(text);
	}
	place = heavy_add(&addresses->heavy, key, times, &is_new);
	address = &addresses->all[place];
	if (is_new)
		empty(address);
	address->text = addresses->heavy.places[place].key;
	address->over = addresses->heavy.places[place].over;
	tally_add_times(&address->tally, times, when);
	tally_add_user(&address->tally, event->user);
	if (decision->kind == EVENT_PENALTY)
		address->tally.penalties += times;
	if (decision->is_trial)
		address->trial += times;
	keep_rule(address, decision);
	addresses->count += times;
}

static int
compare(const void *a, const void *b)
{
	const struct address *one = a, *other = b;
	unsigned long of_one = one->tally.count;
	unsigned long of_other = other->tally.count;
	int order = (of_one < of_other) - (of_one > of_other);

	return order ? order : heavy_order(one->text, other->text);
}

void
addresses_sort(struct addresses *addresses)
{
	if (addresses->heavy.used > 1)
		qsort(addresses->all, addresses->heavy.used,
		      sizeof(*addresses->all), compare);
}

void
addresses_free(struct addresses *addresses)
{
	for (uint32_t i = 0; i < addresses->heavy.used; i++)
		empty(&addresses->all[i]);
	free(addresses->all);
	heavy_free(&addresses->heavy);
}
