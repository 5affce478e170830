/* SPDX-License-Identifier: BSD-3-Clause */
#include "resolver.h"

#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A numeric zone id, or the index of the interface of that name. */
static uint32_t
scope_of(const char *zone)
{
	unsigned long id;

	if (ha_slice_number(ha_slice_of(zone), 10, UINT32_MAX, &id))
		return (uint32_t)id;
	return 0;
}

static socklen_t
to_sockaddr(const struct ha_address *address, struct sockaddr_storage *ss)
{
	struct sockaddr_in *in = (struct sockaddr_in *)ss;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)ss;

	memset(ss, 0, sizeof(*ss));
	if (address->family == HA_FAMILY_IPV4) {
		in->sin_family = AF_INET;
		memcpy(&in->sin_addr, address->bytes, 4);
		return sizeof(*in);
	}
	in6->sin6_family = AF_INET6;
	memcpy(&in6->sin6_addr, address->bytes, 16);
	in6->sin6_scope_id = scope_of(address->zone);
	return sizeof(*in6);
}

static bool
from_sockaddr(const struct sockaddr *sa, struct ha_address *address)
{
	const struct sockaddr_in *in = (const void *)sa;
	const struct sockaddr_in6 *in6 = (const void *)sa;

	memset(address, 0, sizeof(*address));
	if (sa->sa_family == AF_INET) {
		address->family = HA_FAMILY_IPV4;
		memcpy(address->bytes, &in->sin_addr, 4);
		return true;
	}
	if (sa->sa_family != AF_INET6)
		return false;
	ha_address_of_ipv6(in6->sin6_addr.s6_addr, address);
	return true;
}

static bool
in_time(const struct ha_system_resolver *system)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now))
		return false;
	if (now.tv_sec != system->deadline.tv_sec)
		return now.tv_sec < system->deadline.tv_sec;
	return now.tv_nsec < system->deadline.tv_nsec;
}

/* What an error of getnameinfo(3) or getaddrinfo(3) says. */
static enum ha_lookup
lookup_of_error(int error)
{
	switch (error) {
	case 0:
		return HA_LOOKUP_FOUND;
	case EAI_NONAME:
#ifdef EAI_NODATA
	case EAI_NODATA:
#endif
		return HA_LOOKUP_NONE;
	default:
		return HA_LOOKUP_FAILED;
	}
}

static enum ha_lookup
system_name_of(void *context, const struct ha_address *address,
	       char name[HA_NAME_MAX + 1])
{
	struct sockaddr_storage ss;
	socklen_t size = to_sockaddr(address, &ss);
	char found[NI_MAXHOST];
	enum ha_lookup lookup;

	if (!in_time(context))
		return HA_LOOKUP_FAILED;
	lookup =
	    lookup_of_error(getnameinfo((struct sockaddr *)&ss, size, found,
					sizeof(found), NULL, 0, NI_NAMEREQD));
	if (lookup == HA_LOOKUP_FOUND &&
	    !ha_slice_copy(ha_slice_of(found), name, HA_NAME_MAX + 1))
		return HA_LOOKUP_NONE;
	return lookup;
}

static enum ha_lookup
system_addresses_of(void *context, const char *name,
		    bool (*visit)(void *, const struct ha_address *),
		    void *visitor)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
	struct addrinfo *list = NULL;
	struct ha_address address;
	enum ha_lookup lookup;

	if (!in_time(context))
		return HA_LOOKUP_FAILED;
	lookup = lookup_of_error(getaddrinfo(name, NULL, &hints, &list));
	for (struct addrinfo *ai = list; ai; ai = ai->ai_next)
		if (from_sockaddr(ai->ai_addr, &address) &&
		    !visit(visitor, &address))
			break;
	if (list)
		freeaddrinfo(list);
	return lookup;
}

static bool
system_netgroup_has(void *context, const char *group, const char *host)
{
	char domain[HA_NAME_MAX + 1];
	bool has_domain;

	(void)context;
	has_domain = getdomainname(domain, sizeof(domain)) == 0 &&
		     domain[0] != '\0' && strcmp(domain, "(none)") != 0;
	return innetgr(group, host, NULL, has_domain ? domain : NULL) == 1;
}

void
ha_system_resolver_init(struct ha_system_resolver *context,
			unsigned long timeout_ms, struct ha_resolver *resolver)
{
	struct timespec *deadline = &context->deadline;

	if (clock_gettime(CLOCK_MONOTONIC, deadline))
		*deadline = (struct timespec){0};
	deadline->tv_sec += (time_t)(timeout_ms / 1000);
	deadline->tv_nsec += (long)(timeout_ms % 1000) * 1000000;
	if (deadline->tv_nsec >= 1000000000) {
		deadline->tv_sec++;
		deadline->tv_nsec -= 1000000000;
	}
	*resolver = (struct ha_resolver){system_name_of, system_addresses_of,
					 system_netgroup_has, context};
}
