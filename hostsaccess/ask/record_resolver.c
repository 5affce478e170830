/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/ask/record_resolver.h"

#include "common/request/system_resolver.h"
#include "hostsaccess/ask/ask.h"
#include "hostsaccess/ask/record_data.h"
#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static unsigned long
milliseconds_since(const struct timespec *then)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (unsigned long)((now.tv_sec - then->tv_sec) * 1000 +
			       (now.tv_nsec - then->tv_nsec) / 1000000);
}

/* Adds a look-up that was asked at BEGUN. */
static void
add_lookup(struct record *record, const struct record_lookup *lookup,
	   const struct timespec *begun)
{
	struct record_lookup *kept;

	record->lookups = memory_grow(record->lookups, record->lookup_count,
				      sizeof(*record->lookups));
	kept = &record->lookups[record->lookup_count++];
	*kept = *lookup;
	kept->subject = arena_keep(&record->texts, lookup->subject);
	kept->group = arena_keep(&record->texts, lookup->group);
	kept->answer = arena_keep(&record->texts, lookup->answer);
	kept->source = arena_keep(&record->texts, lookup->source);
	kept->ms = milliseconds_since(begun);
}

static enum ha_lookup
name_of(void *context, const struct ha_address *address,
	char name[HA_NAME_MAX + 1])
{
	struct record *record = context;
	struct record_lookup lookup = {.question = RECORD_NAME};
	char text[HA_ADDRESS_TEXT_MAX];
	struct timespec begun;

	clock_gettime(CLOCK_MONOTONIC, &begun);
	ha_address_format(address, true, text);
	lookup.subject = ha_slice_of(text);
	lookup.result =
	    record->system.name_of(record->system.context, address, name);
	if (lookup.result == HA_LOOKUP_FOUND)
		lookup.answer = ha_slice_of(name);
	add_lookup(record, &lookup, &begun);
	return lookup.result;
}

/* Passes addresses on, and writes them down. */
struct listener {
	bool (*visit)(void *visitor, const struct ha_address *address);
	void *visitor;
	FILE *list;
};

static bool
hear(void *context, const struct ha_address *address)
{
	const struct listener *listener = context;
	char text[HA_ADDRESS_TEXT_MAX];

	ha_address_format(address, true, text);
	fprintf(listener->list, "%s%s", ftell(listener->list) > 0 ? " " : "",
		text);
	return listener->visit(listener->visitor, address);
}

static enum ha_lookup
addresses_of(void *context, const char *name, enum ha_family family,
	     bool (*visit)(void *visitor, const struct ha_address *address),
	     void *visitor)
{
	static const enum record_question questions[] = {
	    [HA_FAMILY_NONE] = RECORD_ADDRESSES,
	    [HA_FAMILY_IPV4] = RECORD_IPV4_ADDRESSES,
	    [HA_FAMILY_IPV6] = RECORD_IPV6_ADDRESSES};
	struct record *record = context;
	struct record_lookup lookup = {.question = questions[family],
				       .subject = ha_slice_of(name)};
	struct listener listener = {visit, visitor, NULL};
	struct timespec begun;
	char *list = NULL;
	size_t size = 0;

	listener.list = open_memstream(&list, &size);
	if (!listener.list)
		memory_out();
	clock_gettime(CLOCK_MONOTONIC, &begun);
	lookup.result = record->system.addresses_of(
	    record->system.context, name, family, hear, &listener);
	if (fclose(listener.list))
		memory_out();
	lookup.answer = ha_slice_of(list);
	add_lookup(record, &lookup, &begun);
	free(list);
	return lookup.result;
}

static enum ha_lookup
netgroup_has(void *context, const char *group, const char *host)
{
	struct record *record = context;
	struct record_lookup lookup = {.question = RECORD_NETGROUP,
				       .subject = ha_slice_of(host),
				       .group = ha_slice_of(group)};
	struct timespec begun;

	clock_gettime(CLOCK_MONOTONIC, &begun);
	lookup.result =
	    record->system.netgroup_has(record->system.context, group, host);
	add_lookup(record, &lookup, &begun);
	return lookup.result;
}

static enum ha_lookup
has_account(void *context, enum ha_account kind, const char *name)
{
	const struct record *record = context;

	return record->system.has_account(record->system.context, kind, name);
}

static enum ha_lookup
is_account(void *context, enum ha_account kind, const char *name,
	   const char *user)
{
	struct record *record = context;
	struct record_lookup lookup = {
	    .question = kind == HA_ACCOUNT_USER ? RECORD_USER : RECORD_GROUP,
	    .subject = ha_slice_of(user),
	    .group = ha_slice_of(name)};
	struct timespec begun;

	clock_gettime(CLOCK_MONOTONIC, &begun);
	lookup.result =
	    record->system.is_account(record->system.context, kind, name, user);
	add_lookup(record, &lookup, &begun);
	return lookup.result;
}

/* Writes which database GEO is of, and of when, to SOURCE; or why not. */
static void
write_source(const struct ha_geo *geo, enum ha_lookup result, char *source,
	     size_t size)
{
	time_t built = (time_t)geo->built;
	struct tm day;
	size_t used;

	if (result != HA_LOOKUP_FOUND) {
		ha_geo_explain(geo, source, size);
		return;
	}
	used = (size_t)snprintf(source, size, "%s", geo->type);
	if (geo->built > 0 && used < size && gmtime_r(&built, &day))
		strftime(source + used, size - used, " of %F", &day);
}

static enum ha_lookup
geo_of(void *context, enum ha_geo_kind kind, const struct ha_address *address,
       struct ha_geo *geo)
{
	static const enum record_question questions[] = {
	    [HA_GEO_COUNTRY] = RECORD_COUNTRY,
	    [HA_GEO_CONTINENT] = RECORD_CONTINENT,
	    [HA_GEO_ASN] = RECORD_ASN};
	struct record *record = context;
	struct record_lookup lookup = {.question = questions[kind]};
	char text[HA_ADDRESS_TEXT_MAX], source[256];
	struct timespec begun;

	clock_gettime(CLOCK_MONOTONIC, &begun);
	ha_address_format(address, true, text);
	lookup.subject = ha_slice_of(text);
	lookup.result =
	    record->system.geo_of(record->system.context, kind, address, geo);
	if (lookup.result == HA_LOOKUP_FOUND)
		lookup.answer = ha_slice_of(geo->text);
	write_source(geo, lookup.result, source, sizeof(source));
	lookup.source = ha_slice_of(source);
	add_lookup(record, &lookup, &begun);
	return lookup.result;
}

void
record_resolver_init(struct record *record, bool nodns,
		     unsigned long timeout_ms)
{
	ha_system_resolver_init(&record->deadline, timeout_ms, &record->system);
	record->resolver = (struct ha_resolver){nodns ? NULL : name_of,
						addresses_of,
						netgroup_has,
						has_account,
						.is_account = is_account,
						.geo_of = geo_of,
						.context = record};
}
