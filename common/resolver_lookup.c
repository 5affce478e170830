/* SPDX-License-Identifier: BSD-3-Clause */
#include "resolver_lookup.h"

#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pwd.h>
#include <resolv.h>
#include <stdlib.h>
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

void
ha_find_name(int fd, const void *context)
{
	const struct ha_question *question = context;
	struct sockaddr_storage ss;
	socklen_t size = to_sockaddr(question->address, &ss);
	struct ha_answer answer = {HA_LOOKUP_FAILED, ""};
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
	return family == HA_FAMILY_IPV4 ? AF_INET : AF_INET6;
}

/* Adds the addresses of FAMILY to those of a name in *LIST. */
static enum ha_lookup
look_up_addresses(const char *name, enum ha_family family,
		  struct addrinfo **list)
{
	const struct addrinfo hints = {.ai_family = family_of(family),
				       .ai_socktype = SOCK_STREAM};

	while (*list)
		list = &(*list)->ai_next;
	errno = 0;
	h_errno = 0;
	return lookup_of_error(getaddrinfo(name, NULL, &hints, list));
}

/*
 * Asked for both families at once, the C library would keep silent about one
 * that cannot be had if it has the other.
 */
static enum ha_lookup
look_up_both(const char *name, struct addrinfo **list)
{
	enum ha_lookup ipv4 = look_up_addresses(name, HA_FAMILY_IPV4, list);
	enum ha_lookup ipv6 = HA_LOOKUP_FAILED;

	if (ipv4 != HA_LOOKUP_FAILED)
		ipv6 = look_up_addresses(name, HA_FAMILY_IPV6, list);
	if (ipv6 == HA_LOOKUP_FAILED)
		return HA_LOOKUP_FAILED;
	return ipv4 == HA_LOOKUP_FOUND ? ipv4 : ipv6;
}

void
ha_find_addresses(int fd, const void *context)
{
	const struct ha_question *question = context;
	struct addrinfo *list = NULL;
	struct ha_answer answer = {HA_LOOKUP_FAILED, ""};
	struct ha_address address = {0};

	/*
	 * The search list of resolv.conf(5) would confirm a name that a
	 * client claims by another one, which it controls.
	 */
	if (res_init() == 0) {
		_res.options &= ~(unsigned long)(RES_DNSRCH | RES_DEFNAMES);
		answer.lookup =
		    question->family == HA_FAMILY_NONE
			? look_up_both(question->name, &list)
			: look_up_addresses(question->name, question->family,
					    &list);
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

/* Room for the entry of a user or group. */
#define ACCOUNT_SIZE_MAX (1 << 20)

/* Returns an errno, as getpwnam_r(3) does. */
static int
get_account(enum ha_account kind, const char *name, char *buffer, bool *found)
{
	struct passwd user, *user_found = NULL;
	struct group group, *group_found = NULL;
	int error =
	    kind == HA_ACCOUNT_USER
		? getpwnam_r(name, &user, buffer, ACCOUNT_SIZE_MAX, &user_found)
		: getgrnam_r(name, &group, buffer, ACCOUNT_SIZE_MAX,
			     &group_found);

	*found = user_found || group_found;
	return error;
}

enum ha_lookup
ha_look_up_account(enum ha_account kind, const char *name)
{
	char *buffer = malloc(ACCOUNT_SIZE_MAX);
	bool found = false;
	int error = ENOMEM;

	if (buffer)
		error = get_account(kind, name, buffer, &found);
	free(buffer);
	if (error != 0)
		return HA_LOOKUP_FAILED;
	return found ? HA_LOOKUP_FOUND : HA_LOOKUP_NONE;
}

void
ha_find_account(int fd, const void *context)
{
	const struct ha_question *question = context;
	struct ha_answer answer = {HA_LOOKUP_FAILED, ""};

	answer.lookup = ha_look_up_account(question->account, question->name);
	ha_child_write(fd, &answer, sizeof(answer));
}
