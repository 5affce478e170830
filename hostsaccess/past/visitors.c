/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/visitors.h"

#include "hostsaccess/past/event.h"
#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Returns the number of the visitor, which is COUNT if it is a new one. */
static size_t
number_of(struct visitors *visitors, const struct event *event)
{
	char key[HA_ADDRESS_TEXT_MAX + EVENT_HOST_MAX + EVENT_SERVICE_MAX +
		 EVENT_USER_MAX + 2];
	struct ha_slice user = ha_slice_head(event->user, EVENT_USER_MAX);
	size_t size = event->host.size;

	memcpy(key, event->host.data, size);
	if (event->address.family != HA_FAMILY_NONE) {
		ha_address_format(&event->address, true, key);
		size = strlen(key);
	}
	key[size++] = ' ';
	memcpy(key + size, event->service.data, event->service.size);
	size += event->service.size;
	if (visitors->by_user) {
		table_add(&visitors->places, (struct ha_slice){key, size}, 0);
		key[size++] = ' ';
		if (user.size > 0)
			memcpy(key + size, user.data, user.size);
		size += user.size;
	}
	return table_add(&visitors->numbers, (struct ha_slice){key, size},
			 (uint32_t)visitors->count);
}

struct visitor *
visitors_take(struct visitors *visitors, const struct event *event)
{
	size_t number = number_of(visitors, event);

	if (number < visitors->count)
		return &visitors->all[number];
	if (visitors->count == visitors->capacity) {
		visitors->capacity = visitors->capacity * 2 + 64;
		visitors->all = memory_resize(visitors->all, visitors->capacity,
					      sizeof(*visitors->all));
	}
	visitors->all[visitors->count++] = (struct visitor){
	    .service = memory_copy(event->service), .address = event->address};
	if (event->address.family == HA_FAMILY_NONE)
		visitors->all[number].host = memory_copy(event->host);
	if (visitors->by_user)
		visitors->all[number].user = memory_copy(event->user);
	return &visitors->all[number];
}

size_t
visitors_places(const struct visitors *visitors)
{
	return visitors->by_user ? visitors->places.count : visitors->count;
}

const char *
visitor_text(const struct visitor *visitor, char buffer[HA_ADDRESS_TEXT_MAX])
{
	if (visitor->host)
		return visitor->host;
	ha_address_format(&visitor->address, true, buffer);
	return buffer;
}

void
tally_add_user(struct tally *tally, struct ha_slice user)
{
	size_t i = 0;

	if (user.size == 0)
		return;
	for (; i < TALLY_USERS && tally->users[i]; i++)
		if (strlen(tally->users[i]) == user.size &&
		    memcmp(tally->users[i], user.data, user.size) == 0)
			return;
	if (i == TALLY_USERS)
		tally->more_users = true;
	else
		tally->users[i] = memory_copy(user);
}

void
tally_add_times(struct tally *tally, unsigned long times, time_t when)
{
	if (when != 0 && (tally->first == 0 || when < tally->first))
		tally->first = when;
	if (when != 0 && (tally->last == 0 || when > tally->last))
		tally->last = when;
	tally->count += times;
}

void
tally_add(struct tally *tally, const struct event *event, time_t when)
{
	tally_add_times(tally, event->times, when);
	tally_add_user(tally, event->user);
}

void
tally_free(struct tally *tally)
{
	for (size_t i = 0; i < TALLY_USERS; i++)
		free(tally->users[i]);
}

void
visitors_free(struct visitors *visitors)
{
	for (size_t i = 0; i < visitors->count; i++) {
		tally_free(&visitors->all[i].logins);
		tally_free(&visitors->all[i].refusals);
		free(visitors->all[i].service);
		free(visitors->all[i].host);
		free(visitors->all[i].user);
	}
	free(visitors->all);
	table_free(&visitors->numbers);
	table_free(&visitors->places);
}
