/* SPDX-License-Identifier: BSD-3-Clause */
#include "resolver.h"

#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A numeric zone id; 0 for the name of an interface. */
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

/*
 * If it cannot open a source, the C library goes on to the next one, and may
 * come to the end that there is no such name.  Such an end counts only if
 * files can be opened.
 */
static bool
can_open_sources(void)
{
	static const char *const files[] = {"/etc/nsswitch.conf", "/etc/hosts"};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		int fd = open(files[i], O_RDONLY | O_CLOEXEC | O_NONBLOCK);

		if (fd < 0 && errno != ENOENT)
			return false;
		if (fd >= 0)
			close(fd);
	}
	return true;
}

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

/*
 * What an ERROR of getnameinfo(3) or getaddrinfo(3) says, with errno and
 * h_errno, which were 0 before.
 */
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
		return is_trouble(errno) || is_doubtful(h_errno) ||
			       !can_open_sources()
			   ? HA_LOOKUP_FAILED
			   : HA_LOOKUP_NONE;
	default:
		return HA_LOOKUP_FAILED;
	}
}

/* What a child is asked. */
struct question {
	const struct ha_address *address;
	const char *name; /* of a host, to find or to look for in GROUP */
	enum ha_family family;
	const char *group;
};

/* What a child answers first; addresses follow, and one of no family. */
struct answer {
	enum ha_lookup lookup;
	char name[HA_NAME_MAX + 1];
};

/* In the child: the name of an address. */
static void
find_name(int fd, const void *context)
{
	const struct question *question = context;
	struct sockaddr_storage ss;
	socklen_t size = to_sockaddr(question->address, &ss);
	struct answer answer = {HA_LOOKUP_FAILED, ""};
	char found[NI_MAXHOST];

	errno = 0;
	h_errno = 0;
	answer.lookup =
	    lookup_of_error(getnameinfo((struct sockaddr *)&ss, size, found,
					sizeof(found), NULL, 0, NI_NAMEREQD));
	if (answer.lookup == HA_LOOKUP_FOUND &&
	    !ha_slice_copy(ha_slice_of(found), answer.name,
			   sizeof(answer.name)))
		answer.lookup = HA_LOOKUP_NONE;
	ha_child_write(fd, &answer, sizeof(answer));
}

static int
family_of(enum ha_family family)
{
	switch (family) {
	case HA_FAMILY_IPV4:
		return AF_INET;
	case HA_FAMILY_IPV6:
		return AF_INET6;
	case HA_FAMILY_NONE:
		break;
	}
	return AF_UNSPEC;
}

/* In the child: the addresses of a name. */
static void
find_addresses(int fd, const void *context)
{
	const struct question *question = context;
	struct addrinfo hints = {.ai_family = family_of(question->family),
				 .ai_socktype = SOCK_STREAM};
	struct addrinfo *list = NULL;
	struct answer answer = {HA_LOOKUP_FAILED, ""};
	struct ha_address address = {0};

	/*
	 * The search list of resolv.conf(5) would confirm a name that a
	 * client claims by another one, which it controls.
	 */
	if (res_init() == 0) {
		_res.options &= ~(unsigned long)(RES_DNSRCH | RES_DEFNAMES);
		errno = 0;
		h_errno = 0;
		answer.lookup = lookup_of_error(
		    getaddrinfo(question->name, NULL, &hints, &list));
	}
	ha_child_write(fd, &answer, sizeof(answer));
	for (; list; list = list->ai_next)
		if (from_sockaddr(list->ai_addr, &address))
			ha_child_write(fd, &address, sizeof(address));
	memset(&address, 0, sizeof(address));
	ha_child_write(fd, &address, sizeof(address));
}

/*
 * Innetgr(3) says no also if it could not ask, or, with ERANGE, not read on.
 * Its no counts only if a source knows the group before and after; that a
 * group does not exist is never known, as setnetgrent(3) says the same of it
 * as of an error.
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

/* In the child: whether a netgroup holds a host. */
static void
find_member(int fd, const void *context)
{
	const struct question *question = context;
	struct answer answer = {HA_LOOKUP_FAILED, ""};
	char domain[HA_NAME_MAX + 1];

	if (getdomainname(domain, sizeof(domain)) == 0) {
		bool none = domain[0] == '\0' || strcmp(domain, "(none)") == 0;

		answer.lookup = netgroup_lookup(question->group, question->name,
						none ? NULL : domain);
	}
	ha_child_write(fd, &answer, sizeof(answer));
}

static void
end(struct ha_system_resolver *system, struct ha_child *child)
{
	ha_child_end(child);
	ha_deadline_set(&system->idle, 0);
}

/* Has a child FIND the answer; if HA_OK, the child must be ended: end(). */
static enum ha_status
ask(struct ha_system_resolver *system,
    void (*find)(int fd, const void *context), const struct question *question,
    struct ha_child *child, struct answer *answer)
{
	enum ha_status status;

	ha_deadline_put_off(&system->deadline, &system->idle);
	if (ha_deadline_remaining(&system->deadline) == 0)
		return HA_ERR_LIMIT;
	status = ha_child_start(child, HA_CHILD_COMPUTES, find, question);
	if (status != HA_OK)
		return status;
	status =
	    ha_child_read(child, &system->deadline, answer, sizeof(*answer));
	if (status != HA_OK)
		end(system, child);
	return status;
}

static enum ha_lookup
system_name_of(void *context, const struct ha_address *address,
	       char name[HA_NAME_MAX + 1])
{
	const struct question question = {.address = address};
	struct answer answer;
	struct ha_child child;

	if (ask(context, find_name, &question, &child, &answer) != HA_OK)
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
	const struct question question = {.name = name, .family = family};
	enum ha_status status;
	struct ha_address address;
	struct answer answer;
	struct ha_child child;

	if (ask(system, find_addresses, &question, &child, &answer) != HA_OK)
		return HA_LOOKUP_FAILED;
	/* If it ends without the last one, the child has not found all. */
	do {
		status = ha_child_read(&child, &system->deadline, &address,
				       sizeof(address));
	} while (status == HA_OK && address.family != HA_FAMILY_NONE &&
		 visit(visitor, &address));
	end(context, &child);
	return status == HA_OK ? answer.lookup : HA_LOOKUP_FAILED;
}

static enum ha_lookup
system_netgroup_has(void *context, const char *group, const char *host)
{
	const struct question question = {.name = host, .group = group};
	struct answer answer;
	struct ha_child child;

	if (ask(context, find_member, &question, &child, &answer) != HA_OK)
		return HA_LOOKUP_FAILED;
	end(context, &child);
	return answer.lookup;
}

void
ha_system_resolver_init(struct ha_system_resolver *context,
			unsigned long timeout_ms, struct ha_resolver *resolver)
{
	ha_deadline_set(&context->deadline, timeout_ms);
	ha_deadline_set(&context->idle, 0);
	*resolver = (struct ha_resolver){system_name_of, system_addresses_of,
					 system_netgroup_has, context};
}
