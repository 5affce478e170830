/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/names.h"

#include "common/request/host_name.h"
#include "libwrap/clock.h"
#include "libwrap/thread.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* How long what is found out counts, and that nobody answers, in seconds. */
#define NAME_SECONDS 5
#define SILENCE_SECONDS 10

/*
 * How long the look-ups of a decision then may take, in milliseconds: a client
 * whose name servers are silent is not to do harm to others for long.  What
 * conditions of rules ask is no choice of a client, and its silence is not held
 * against them.
 */
#define SILENCE_MS 100

#define REMEMBERED_MAX 64U

/* What is known of an address. */
struct memory {
	struct ha_address address; /* no family: nothing */
	enum ha_fact_state state;
	char name[HA_NAME_MAX + 1];
	long long until;
};

static struct memory memories[REMEMBERED_MAX];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_llong silent_until[NAMES_KINDS];

static struct memory *
place_of(const struct ha_address *address)
{
	unsigned hash = 2166136261U;

	for (size_t i = 0; i < sizeof(address->bytes); i++)
		hash = (hash ^ address->bytes[i]) * 16777619U;
	return &memories[hash % REMEMBERED_MAX];
}

/*
 * Copies what is remembered of ADDRESS to *MEMORY.  If another thread is at
 * it, perhaps at the time of a fork, that is nothing.
 */
static bool
recall(const struct ha_address *address, struct memory *memory)
{
	if (pthread_mutex_trylock(&lock))
		return false;
	*memory = *place_of(address);
	pthread_mutex_unlock(&lock);
	return memory->address.family != HA_FAMILY_NONE &&
	       memory->until > clock_seconds() &&
	       ha_address_equal(&memory->address, address);
}

/* A look-up of the system, and until when all of them may take. */
struct turn {
	enum names_kind kind;
	bool hurried;
	struct timespec deadline;
};

static struct turn
turn_begin(struct names *names, enum names_kind kind)
{
	struct ha_system_resolver *system = &names->system;
	struct timespec *hurry = &names->hurry[kind];
	struct turn turn = {.kind = kind,
			    .hurried = atomic_load(&silent_until[kind]) >
				       clock_seconds()};

	ha_deadline_put_off(&system->deadline, &system->idle);
	turn.deadline = system->deadline;
	system->timed_out = false;
	if (system->start)
		system->start = kind == NAMES_OF_CLIENTS
				    ? thread_start_for_client
				    : thread_start;
	if (!turn.hurried)
		return turn;
	if (hurry->tv_sec == 0)
		ha_deadline_set(hurry, SILENCE_MS);
	if (ha_deadline_remaining(hurry) <
	    ha_deadline_remaining(&system->deadline))
		system->deadline = *hurry;
	return turn;
}

/*
 * That a condition is not answered in a hurry is no silence: its answers may
 * take longer than that, for each client anew.
 */
static void
turn_end(struct names *names, const struct turn *turn)
{
	names->system.deadline = turn->deadline;
	if (names->system.timed_out &&
	    (turn->kind == NAMES_OF_CLIENTS || !turn->hurried))
		atomic_store(&silent_until[turn->kind],
			     clock_seconds() + SILENCE_SECONDS);
}

/* Asks the system for the name of ADDRESS. */
static enum ha_lookup
ask_name(struct names *names, const struct ha_address *address,
	 char name[HA_NAME_MAX + 1])
{
	const struct ha_resolver *resolver = &names->resolver;
	const struct turn turn = turn_begin(names, NAMES_OF_CLIENTS);
	enum ha_lookup lookup =
	    resolver->name_of(resolver->context, address, name);

	turn_end(names, &turn);
	names->asked = *address;
	if (lookup == HA_LOOKUP_FOUND)
		ha_slice_copy(ha_name_without_dot(ha_slice_of(name)),
			      names->found_name, sizeof(names->found_name));
	return lookup;
}

static enum ha_lookup
name_of(void *context, const struct ha_address *address,
	char name[HA_NAME_MAX + 1])
{
	struct names *names = context;
	struct memory memory;

	names->believed.family = HA_FAMILY_NONE;
	names->found_name[0] = '\0';
	if (!recall(address, &memory))
		return ask_name(names, address, name);
	names->believed = *address;
	memcpy(name, memory.name, sizeof(memory.name));
	memcpy(names->believed_name, memory.name, sizeof(memory.name));
	switch (memory.state) {
	case HA_FACT_KNOWN:
	case HA_FACT_PARANOID: /* the name is that word, and so is no name */
		return HA_LOOKUP_FOUND;
	case HA_FACT_UNKNOWN:
		return HA_LOOKUP_NONE;
	case HA_FACT_UNSET:
	case HA_FACT_FAILED:
		break;
	}
	return HA_LOOKUP_FAILED;
}

static enum ha_lookup
addresses_of(void *context, const char *name, enum ha_family family,
	     bool (*visit)(void *visitor, const struct ha_address *address),
	     void *visitor)
{
	struct names *names = context;
	const struct ha_resolver *resolver = &names->resolver;
	const struct ha_address believed = names->believed;
	bool confirms = strcmp(name, names->found_name) == 0;
	enum ha_lookup lookup;
	struct turn turn;

	names->believed.family = HA_FAMILY_NONE;
	names->found_name[0] = '\0';
	if (believed.family != HA_FAMILY_NONE &&
	    strcmp(name, names->believed_name) == 0) {
		visit(visitor, &believed);
		return HA_LOOKUP_FOUND;
	}
	turn = turn_begin(names, confirms ? NAMES_OF_CLIENTS : NAMES_OF_RULES);
	lookup = resolver->addresses_of(resolver->context, name, family, visit,
					visitor);
	turn_end(names, &turn);
	return lookup;
}

static enum ha_lookup
netgroup_has(void *context, const char *group, const char *host)
{
	const struct names *names = context;

	return names->resolver.netgroup_has(names->resolver.context, group,
					    host);
}

static enum ha_lookup
has_account(void *context, enum ha_account kind, const char *name)
{
	const struct names *names = context;

	return names->resolver.has_account(names->resolver.context, kind, name);
}

static enum ha_lookup
is_account(void *context, enum ha_account kind, const char *name,
	   const char *user)
{
	const struct names *names = context;

	return names->resolver.is_account(names->resolver.context, kind, name,
					  user);
}

static enum ha_lookup
geo_of(void *context, enum ha_geo_kind kind, const struct ha_address *address,
       struct ha_geo *geo)
{
	const struct names *names = context;

	return names->resolver.geo_of(names->resolver.context, kind, address,
				      geo);
}

void
names_begin(struct names *names, unsigned long timeout_ms, bool nodns,
	    struct ha_resolver *resolver)
{
	ha_system_resolver_init(&names->system, timeout_ms, &names->resolver);
	memset(names->hurry, 0, sizeof(names->hurry));
	if (thread_is_wanted())
		names->system.start = thread_start;
	names->asked.family = HA_FAMILY_NONE;
	names->believed.family = HA_FAMILY_NONE;
	names->found_name[0] = '\0';
	*resolver = (struct ha_resolver){.name_of = nodns ? NULL : name_of,
					 .addresses_of = addresses_of,
					 .netgroup_has = netgroup_has,
					 .has_account = has_account,
					 .is_account = is_account,
					 .geo_of = geo_of,
					 .context = names};
}

void
names_end(const struct names *names, const struct ha_endpoint *endpoint)
{
	const struct ha_fact *fact = &endpoint->name_fact;
	struct memory memory = {.address = endpoint->address,
				.state = fact->state,
				.until = clock_seconds() + NAME_SECONDS};

	if (names->asked.family == HA_FAMILY_NONE ||
	    !ha_address_equal(&names->asked, &endpoint->address) ||
	    fact->state == HA_FACT_UNSET)
		return;
	if (fact->state != HA_FACT_FAILED)
		atomic_store(&silent_until[NAMES_OF_CLIENTS], 0);
	if (fact->state == HA_FACT_PARANOID)
		memcpy(memory.name, "paranoid", sizeof("paranoid"));
	else if (fact->state == HA_FACT_KNOWN &&
		 !ha_slice_copy(fact->text, memory.name, sizeof(memory.name)))
		return;
	if (pthread_mutex_trylock(&lock))
		return;
	*place_of(&memory.address) = memory;
	pthread_mutex_unlock(&lock);
}
