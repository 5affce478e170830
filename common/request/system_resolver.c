/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/system_resolver.h"

#include "common/request/account_lookup.h"
#include "common/request/geo_lookup.h"

#include <poll.h>
#include <string.h>

static void
end(struct ha_system_resolver *system, struct ha_child *child)
{
	ha_child_end(child);
	ha_deadline_set(&system->idle, 0);
}

/* Whether QUESTION is about an address, and not about groups or accounts. */
static bool
is_of_host(const struct ha_question *question)
{
	return question->address || question->family != HA_FAMILY_NONE;
}

/* Has a child FIND the answer; if HA_OK, the child must be ended: end(). */
static enum ha_status
ask(struct ha_system_resolver *system,
    void (*find)(int fd, const void *context),
    const struct ha_question *question, struct ha_child *child,
    struct ha_answer *answer)
{
	enum ha_status status;

	ha_deadline_put_off(&system->deadline, &system->idle);
	if (ha_deadline_remaining(&system->deadline) == 0)
		return HA_ERR_LIMIT;
	status = system->start && is_of_host(question)
		     ? system->start(child, find, question, &system->deadline)
		     : ha_child_start(child, HA_CHILD_COMPUTES, find, question);
	if (status != HA_OK)
		return status;
	status =
	    ha_child_read(child, &system->deadline, answer, sizeof(*answer));
	if (status != HA_OK)
		end(system, child);
	system->timed_out |= status == HA_ERR_LIMIT && is_of_host(question);
	return status;
}

static enum ha_lookup
system_name_of(void *context, const struct ha_address *address,
	       char name[HA_NAME_MAX + 1])
{
	const struct ha_question question = {.address = address};
	struct ha_answer answer;
	struct ha_child child;

	if (ask(context, ha_find_name, &question, &child, &answer) != HA_OK)
		return HA_LOOKUP_FAILED;
	end(context, &child);
	if (answer.lookup == HA_LOOKUP_FOUND)
		memcpy(name, answer.name, sizeof(answer.name));
	return answer.lookup;
}

static enum ha_lookup
system_addresses_of(void *context, const char *name, enum ha_family family,
		    bool (*visit)(void *, const struct ha_address *),
		    void *visitor)
{
	struct ha_system_resolver *system = context;
	const struct ha_question question = {.name = name, .family = family};
	enum ha_status status;
	struct ha_address address;
	struct ha_answer answer;
	struct ha_child child;

	if (ask(system, ha_find_addresses, &question, &child, &answer) != HA_OK)
		return HA_LOOKUP_FAILED;
	/* If it ends without the last one, the child has not found all. */
	do {
		status = ha_child_read(&child, &system->deadline, &address,
				       sizeof(address));
	} while (status == HA_OK && address.family != HA_FAMILY_NONE &&
		 visit(visitor, &address));
	end(context, &child);
	system->timed_out |= status == HA_ERR_LIMIT;
	return status == HA_OK ? answer.lookup : HA_LOOKUP_FAILED;
}

static enum ha_lookup
system_netgroup_has(void *context, const char *group, const char *host)
{
	const struct ha_question question = {.name = host, .group = group};
	struct ha_answer answer;
	struct ha_child child;

	if (ask(context, ha_find_member, &question, &child, &answer) != HA_OK)
		return HA_LOOKUP_FAILED;
	end(context, &child);
	return answer.lookup;
}

static enum ha_lookup
system_has_account(void *context, enum ha_account kind, const char *name)
{
	const struct ha_question question = {.name = name, .account = kind};
	struct ha_answer answer;
	struct ha_child child;

	if (ask(context, ha_find_account, &question, &child, &answer) != HA_OK)
		return HA_LOOKUP_FAILED;
	end(context, &child);
	return answer.lookup;
}

static enum ha_lookup
system_is_account(void *context, enum ha_account kind, const char *name,
		  const char *user)
{
	const struct ha_question question = {
	    .name = name, .account = kind, .user = user};
	struct ha_answer answer;
	struct ha_child child;

	if (ask(context, ha_find_membership, &question, &child, &answer) !=
	    HA_OK)
		return HA_LOOKUP_FAILED;
	end(context, &child);
	return answer.lookup;
}

/* Has a child answer QUESTION, once, in MS milliseconds. */
static enum ha_status
ask_geo(const struct ha_system_resolver *system,
	const struct ha_geo_question *question, unsigned ms,
	struct ha_geo_answer *answer)
{
	unsigned left = (unsigned)ha_deadline_remaining(&system->deadline);
	struct timespec deadline = system->deadline;
	struct ha_child child;
	enum ha_status status;

	if (left == 0)
		return HA_ERR_LIMIT;
	if (ms < left)
		ha_deadline_set(&deadline, ms);
	status =
	    ha_child_start(&child, HA_CHILD_COMPUTES, ha_find_geo, question);
	if (status != HA_OK)
		return status;
	status = ha_child_read(&child, &deadline, answer, sizeof(*answer));
	ha_child_end(&child);
	if (status == HA_END)
		*answer = (struct ha_geo_answer){.rest = HA_GEO_ENDED,
						 .geo.fault = HA_GEO_BROKEN};
	return status == HA_END ? HA_OK : status;
}

/* Takes NEXT, of files that are not at rest: it does not count, but says why.
 */
static void
take_unsettled(const struct ha_geo_answer *next, struct ha_geo_answer *answer)
{
	*answer = *next;
	answer->lookup = HA_LOOKUP_FAILED;
	answer->geo.text[0] = '\0';
	if (next->rest == HA_GEO_CHANGING || next->rest == HA_GEO_ARRIVING)
		answer->geo.fault = HA_GEO_UNSETTLED;
}

/* The pause before a file is asked again, and how often that is done. */
#define GEO_PAUSE_MS 50
#define GEO_ENDS_MAX 8
#define GEO_AWAYS_MAX 8

/* How long the first child has, and each further one twice as long. */
#define GEO_FIRST_MS 250

/*
 * Asks until files are at rest.  In a program whose other threads load
 * libraries just now, a child that loads one may end, or wait for ever: the C
 * library does not see to that.
 */
static void
ask_geo_often(const struct ha_system_resolver *system,
	      struct ha_geo_question *question, struct ha_geo_answer *answer)
{
	unsigned ends = 0, aways = 0, ms = GEO_FIRST_MS;
	struct ha_geo_answer next;
	enum ha_status status;

	*answer = (struct ha_geo_answer){.geo.fault = HA_GEO_NOT_ASKED};
	for (;;) {
		status = ask_geo(system, question, ms, &next);
		if (status == HA_ERR_LIMIT &&
		    ha_deadline_remaining(&system->deadline) > 0) {
			ms *= 2;
			continue;
		}
		if (status != HA_OK)
			return;
		if (next.rest == HA_GEO_AT_REST) {
			*answer = next;
			return;
		}
		take_unsettled(&next, answer);
		if (next.rest == HA_GEO_ENDED && ++ends == GEO_ENDS_MAX)
			return;
		if (next.rest == HA_GEO_AWAY && ++aways == GEO_AWAYS_MAX)
			question->waits = false;
		poll(NULL, 0, GEO_PAUSE_MS);
	}
}

static enum ha_lookup
system_geo_of(void *context, enum ha_geo_kind kind,
	      const struct ha_address *address, struct ha_geo *geo)
{
	struct ha_system_resolver *system = context;
	struct ha_geo_question question = {kind, address, system->geo_files,
					   true};
	struct ha_geo_answer answer;

	ha_deadline_put_off(&system->deadline, &system->idle);
	ask_geo_often(system, &question, &answer);
	ha_deadline_set(&system->idle, 0);
	*geo = answer.geo;
	return answer.lookup;
}

void
ha_system_resolver_init(struct ha_system_resolver *context,
			unsigned long timeout_ms, struct ha_resolver *resolver)
{
	*context = (struct ha_system_resolver){0};
	ha_deadline_set(&context->deadline, timeout_ms);
	ha_deadline_set(&context->idle, 0);
	*resolver = (struct ha_resolver){.name_of = system_name_of,
					 .addresses_of = system_addresses_of,
					 .netgroup_has = system_netgroup_has,
					 .has_account = system_has_account,
					 .is_account = system_is_account,
					 .geo_of = system_geo_of,
					 .context = context};
}
