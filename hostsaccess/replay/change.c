/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/replay/change.h"

#include "hostsaccess/guard/decide.h"
#include "hostsaccess/past/visitors.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

const struct tally *
change_tally(const struct change *change)
{
	return change->kind == CHANGE_REFUSES ? &change->visitor->logins
					      : &change->visitor->refusals;
}

/* Adds CHANGE with a copy of RULE, if there was something of its kind. */
static void
add(struct changes *changes, struct change change, struct ha_slice rule)
{
	if (change_tally(&change)->count == 0)
		return;
	if (change.place.line > 0)
		change.rule = memory_copy(rule);
	if (changes->count == changes->capacity) {
		changes->capacity = changes->capacity * 2 + 64;
		changes->all = memory_resize(changes->all, changes->capacity,
					     sizeof(*changes->all));
	}
	changes->all[changes->count++] = change;
}

/* Adds what VERDICT changes for VISITOR. */
static void
add_verdict(struct changes *changes, const struct visitor *visitor,
	    const struct ha_verdict *verdict, const char *if_command)
{
	const struct change change = {
	    .kind =
		verdict->decision == HA_ALLOW ? CHANGE_ALLOWS : CHANGE_REFUSES,
	    .if_command = if_command,
	    .visitor = visitor,
	    .reason = verdict->reason,
	    .place = verdict->place,
	};

	add(changes, change,
	    (struct ha_slice){verdict->rule.bytes, verdict->rule.size});
}

static bool
is_impossible(const struct ha_verdict *verdict)
{
	return verdict->reason == HA_REASON_FILE ||
	       verdict->reason == HA_REASON_MEMORY;
}

/* Returns the ways for SERVICE, which are found once. */
static const struct ways *
ways_for(struct changes *changes, const char *service)
{
	const struct daemon_settings_critic critic = settings_critic("replay");
	struct ha_slice daemon = ha_slice_of(service);
	uint32_t number = table_add(&changes->numbers, daemon,
				    (uint32_t)changes->service_count);
	struct change_ways *found;

	if (number < changes->service_count)
		return &changes->services[number]->ways;
	changes->services =
	    memory_grow(changes->services, changes->service_count,
			sizeof(struct change_ways *));
	found = memory_resize(NULL, 1, sizeof(*found));
	changes->services[changes->service_count++] = found;
	found->service = memory_copy(daemon);
	daemon = ha_slice_of(found->service);
	if (changes->names)
		ways_find(changes->names, daemon, changes->arguments, &critic,
			  &found->ways);
	else
		ways_of_arguments(changes->arguments, daemon, &found->ways);
	return &found->ways;
}

bool
changes_find(struct changes *changes, const struct visitor *visitor,
	     struct ha_fault *fault)
{
	struct ask_client client = {
	    .daemon = ha_slice_of(visitor->service),
	    .local_user = ha_slice_of(visitor->user ? visitor->user : "")};
	struct ha_verdict verdict, other;
	char address[HA_ADDRESS_TEXT_MAX];
	bool both, differs;

	if (visitor->host) {
		client.name = ha_slice_of(visitor->host);
		client.address = (struct ha_slice){"", 0};
		client.confirmed = true; /* by whoever let it in, or did not */
	} else {
		client.name = (struct ha_slice){"", 0};
		client.address = ha_slice_of(visitor_text(visitor, address));
	}
	both = decide_both(
	    ways_for(changes, visitor->service), &client, changes->indexes,
	    changes->arguments->given & ARGUMENT_NODNS, &verdict, &other);
	if (is_impossible(&verdict)) {
		*fault = verdict.fault;
		return false;
	}
	if (both && is_impossible(&other)) {
		*fault = other.fault;
		return false;
	}
	differs = both && other.decision != verdict.decision;
	add_verdict(changes, visitor, &verdict, differs ? "fails" : "");
	if (differs)
		add_verdict(changes, visitor, &other, "succeeds");
	return true;
}

static int
compare_addresses(const struct ha_address *a, const struct ha_address *b)
{
	int order = (int)a->family - (int)b->family;

	if (order == 0 && a->family != HA_FAMILY_NONE)
		order = memcmp(a->bytes, b->bytes,
			       a->family == HA_FAMILY_IPV4 ? 4 : 16);
	return order ? order : strcmp(a->zone, b->zone);
}

static int
compare(const void *a, const void *b)
{
	const struct change *one = a, *other = b;
	unsigned long count = change_tally(one)->count;
	unsigned long other_count = change_tally(other)->count;
	int order = (int)one->kind - (int)other->kind;

	if (order == 0 && count != other_count)
		order = count > other_count ? -1 : 1;
	if (order == 0)
		order = compare_addresses(&one->visitor->address,
					  &other->visitor->address);
	if (order == 0 && one->visitor->host)
		order = strcmp(one->visitor->host, other->visitor->host);
	if (order == 0)
		order = strcmp(one->visitor->service, other->visitor->service);
	if (order == 0 && one->visitor->user && other->visitor->user)
		order = strcmp(one->visitor->user, other->visitor->user);
	return order;
}

void
changes_sort(struct changes *changes)
{
	if (changes->count > 1)
		qsort(changes->all, changes->count, sizeof(*changes->all),
		      compare);
}

void
changes_free(struct changes *changes)
{
	for (size_t i = 0; i < changes->count; i++)
		free(changes->all[i].rule);
	for (size_t i = 0; i < changes->service_count; i++) {
		ways_free(&changes->services[i]->ways);
		free(changes->services[i]->service);
		free(changes->services[i]);
	}
	free(changes->services);
	table_free(&changes->numbers);
	free(changes->all);
}
