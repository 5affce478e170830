/* SPDX-License-Identifier: BSD-3-Clause */
#include "config.h"

#include "common/request/resolver_lookup.h"

#include "common/base/child.h"
#include "common/request/direct.h"
#include "common/request/host_name.h"
#include "common/request/look_again.h"
#include "common/request/sources.h"

#include <arpa/nameser.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <resolv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef __GLIBC__
/* Room for the entry of a host. */
#define ENTRY_SIZE_MAX ((size_t)1 << 20)

/* An entry of a host, if it is found; what it points to is in another place. */
struct host {
	struct hostent entry, *found;
};

/*
 * Whether h_errno does not bear out that there is no such name.  The C library
 * says so also if it could not ask, or was not understood.
 */
static bool
is_doubtful(int error)
{
	switch (error) {
	case 0: /* the source does not tell */
	case HOST_NOT_FOUND:
	case NO_DATA:
		return false;
	default:
		return true;
	}
}

static int
family_of(enum ha_family family)
{
	return family == HA_FAMILY_IPV4 ? AF_INET : AF_INET6;
}

/*
 * What the C library says of HOST, with ERROR, an errno, and HOST_ERROR, which
 * is of netdb.h.  Without an error and without a host, the last source that
 * was asked knows of none; getnameinfo(3) and getaddrinfo(3) say the same if
 * it could not tell.  In DNS the host is NAME, which has a record of TYPE.
 */
static enum ha_lookup
lookup_of_host(const struct host *host, int error, int host_error,
	       const char *name, unsigned type)
{
	if (error != 0)
		return HA_LOOKUP_FAILED;
	if (host->found)
		return HA_LOOKUP_FOUND;
	if (is_doubtful(host_error))
		return HA_LOOKUP_FAILED;
	switch (ha_sources_end()) {
	case HA_END_COUNTS:
		return HA_LOOKUP_NONE;
	case HA_END_IS_NONE:
		return HA_LOOKUP_FAILED;
	case HA_END_IS_DOUBTFUL:
		break;
	}
	return ha_look_again(name, type);
}

/* In ROOM, of ENTRY_SIZE_MAX bytes or NULL. */
static enum ha_lookup
look_up_name(const struct ha_address *address, struct host *host, char *room)
{
	const bool ipv4 = address->family == HA_FAMILY_IPV4;
	socklen_t size = ipv4 ? 4 : 16;
	char query[HA_NAME_MAX + 1];
	int error, host_error = 0;

	if (!room)
		return HA_LOOKUP_FAILED;
	ha_name_in_zone(address,
			ha_slice_of(ipv4 ? "in-addr.arpa" : "ip6.arpa"), query,
			sizeof(query));
	errno = EIO; /* left by a source that fails and does not say why */
	error = gethostbyaddr_r(address->bytes, size,
				family_of(address->family), &host->entry, room,
				ENTRY_SIZE_MAX, &host->found, &host_error);
	return lookup_of_host(host, error, host_error, query, ns_t_ptr);
}

void
ha_find_name(int fd, const void *context)
{
	const struct ha_question *question = context;
	struct ha_answer answer = {HA_LOOKUP_FAILED, ""};
	char *room = malloc(ENTRY_SIZE_MAX);
	struct host host = {.found = NULL};

	answer.lookup = look_up_name(question->address, &host, room);
	if (answer.lookup == HA_LOOKUP_FOUND &&
	    !ha_slice_copy(ha_slice_of(host.found->h_name), answer.name,
			   sizeof(answer.name)))
		answer.lookup = HA_LOOKUP_NONE;
	free(room);
	ha_child_write(fd, &answer, sizeof(answer));
}

/* In ROOM, of ENTRY_SIZE_MAX bytes. */
static enum ha_lookup
look_up_addresses(const char *name, enum ha_family family, struct host *host,
		  char *room)
{
	int error, host_error = 0;

	errno = EIO; /* left by a source that fails and does not say why */
	error = gethostbyname2_r(name, family_of(family), &host->entry, room,
				 ENTRY_SIZE_MAX, &host->found, &host_error);
	return lookup_of_host(host, error, host_error, name,
			      family == HA_FAMILY_IPV4 ? ns_t_a : ns_t_aaaa);
}

/* Likewise, in two rooms.  What fails for one of the families has failed. */
static enum ha_lookup
look_up_both(const char *name, struct host *host, struct host *host6,
	     char *rooms)
{
	enum ha_lookup ipv4 =
	    look_up_addresses(name, HA_FAMILY_IPV4, host, rooms);
	enum ha_lookup ipv6 = HA_LOOKUP_FAILED;

	if (ipv4 != HA_LOOKUP_FAILED)
		ipv6 = look_up_addresses(name, HA_FAMILY_IPV6, host6,
					 rooms + ENTRY_SIZE_MAX);
	if (ipv6 == HA_LOOKUP_FAILED)
		return HA_LOOKUP_FAILED;
	return ipv4 == HA_LOOKUP_FOUND ? ipv4 : ipv6;
}

/* Makes BYTES, of ENTRY, an address. */
static bool
from_bytes(const struct hostent *entry, const void *bytes,
	   struct ha_address *address)
{
	memset(address, 0, sizeof(*address));
	if (entry->h_addrtype == AF_INET && entry->h_length == 4) {
		address->family = HA_FAMILY_IPV4;
		memcpy(address->bytes, bytes, 4);
		return true;
	}
	if (entry->h_addrtype != AF_INET6 || entry->h_length != 16)
		return false;
	ha_address_of_ipv6(bytes, address);
	return true;
}

static bool
write_addresses(int fd, const struct host *host)
{
	struct ha_address address;

	if (!host->found)
		return true;
	for (char **next = host->found->h_addr_list; *next; next++)
		if (from_bytes(host->found, *next, &address) &&
		    !ha_child_write(fd, &address, sizeof(address)))
			return false;
	return true;
}

void
ha_find_addresses(int fd, const void *context)
{
	const struct ha_question *question = context;
	struct ha_answer answer = {HA_LOOKUP_FAILED, ""};
	const struct ha_address end = {0};
	char *rooms = malloc(2 * ENTRY_SIZE_MAX);
	struct host host = {.found = NULL}, host6 = {.found = NULL};

	/*
	 * The search list of resolv.conf(5) would confirm a name that a
	 * client claims by another one, which it controls.
	 */
	if (rooms && res_init() == 0) {
		_res.options &= ~(unsigned long)(RES_DNSRCH | RES_DEFNAMES);
		answer.lookup =
		    question->family == HA_FAMILY_NONE
			? look_up_both(question->name, &host, &host6, rooms)
			: look_up_addresses(question->name, question->family,
					    &host, rooms);
	}
	/* Without the end, none of them counts. */
	if (ha_child_write(fd, &answer, sizeof(answer)) &&
	    write_addresses(fd, &host) && write_addresses(fd, &host6))
		ha_child_write(fd, &end, sizeof(end));
	free(rooms);
}

#else
#define HOSTS "/etc/hosts"

void
ha_find_name(int fd, const void *context)
{
	const struct ha_question *question = context;
	struct ha_answer answer = {HA_LOOKUP_FAILED, ""};

	answer.lookup = ha_direct_name(HOSTS, question->address, answer.name);
	ha_child_write(fd, &answer, sizeof(answer));
}

/* Addresses that are found. */
struct addresses {
	struct ha_address *list;
	size_t count;
	bool lost; /* there was no memory for one */
};

static bool
add_address(void *context, const struct ha_address *address)
{
	struct addresses *all = context;
	struct ha_address *list =
	    realloc(all->list, (all->count + 1) * sizeof(*list));

	all->lost = !list;
	if (!list)
		return false;
	all->list = list;
	list[all->count++] = *address;
	return true;
}

void
ha_find_addresses(int fd, const void *context)
{
	const struct ha_question *question = context;
	struct ha_answer answer = {HA_LOOKUP_FAILED, ""};
	const struct ha_address end = {0};
	struct addresses all = {NULL, 0, false};

	answer.lookup = ha_direct_addresses(
	    HOSTS, question->name, question->family, add_address, &all);
	if (all.lost)
		answer.lookup = HA_LOOKUP_FAILED;
	/* Without the end, none of them counts. */
	if (ha_child_write(fd, &answer, sizeof(answer)) &&
	    (all.count == 0 ||
	     ha_child_write(fd, all.list, all.count * sizeof(*all.list))))
		ha_child_write(fd, &end, sizeof(end));
	free(all.list);
}
#endif

#ifdef HAVE_INNETGR
/* Whether ERROR, of errno, says that a source could not be asked. */
static bool
is_trouble(int error)
{
	switch (error) {
	case EACCES:
	case EINTR:
	case EIO:
	case EMFILE:
	case ENFILE:
	case ENOBUFS:
	case ENOMEM:
	case EPERM:
	case ERANGE:
		return true;
	default:
		return false;
	}
}

/*
 * Innetgr(3) says no also if it could not ask, or, with ERANGE, not read on.
 * "No" counts only if a source knows the group before and after.  That there
 * is no such group is never known: setnetgrent(3) reports it like an error.
 */
static enum ha_lookup
netgroup_lookup(const char *group, const char *host, const char *domain)
{
	if (!setnetgrent(group))
		return HA_LOOKUP_FAILED;
	errno = 0;
	if (innetgr(group, host, NULL, domain))
		return HA_LOOKUP_FOUND;
	if (is_trouble(errno) || !setnetgrent(group))
		return HA_LOOKUP_FAILED;
	return HA_LOOKUP_NONE;
}
#else
/* musl has none: nobody knows. */
static enum ha_lookup
netgroup_lookup(const char *group, const char *host, const char *domain)
{
	(void)group;
	(void)host;
	(void)domain;
	return HA_LOOKUP_FAILED;
}
#endif

void
ha_find_member(int fd, const void *context)
{
	const struct ha_question *question = context;
	struct ha_answer answer = {HA_LOOKUP_FAILED, ""};
	char domain[HA_NAME_MAX + 1];

	if (getdomainname(domain, sizeof(domain)) == 0) {
		bool none = domain[0] == '\0' || strcmp(domain, "(none)") == 0;

		answer.lookup = netgroup_lookup(question->group, question->name,
						none ? NULL : domain);
	}
	ha_child_write(fd, &answer, sizeof(answer));
}
