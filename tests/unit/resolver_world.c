/* SPDX-License-Identifier: BSD-3-Clause */
#undef _FORTIFY_SOURCE /* would make macros of the functions below */

#include "resolver_world.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pwd.h>
#include <resolv.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct world world;

static int
answer(void)
{
	const struct timespec long_time = {60, 0};

	if (world.error == DIES)
		raise(SIGKILL);
	if (world.error == SLEEPS)
		nanosleep(&long_time, NULL);
	if (world.number)
		errno = world.number;
	if (world.host)
		h_errno = world.host;
	return world.error;
}

int
getnameinfo(const struct sockaddr *restrict sa, socklen_t size,
	    char *restrict host, socklen_t host_size, char *restrict service,
	    socklen_t service_size, int flags)
{
	const struct sockaddr_in *in = (const void *)sa;
	const struct sockaddr_in6 *in6 = (const void *)sa;
	char text[INET6_ADDRSTRLEN];

	(void)service;
	(void)service_size;
	if (flags != NI_NAMEREQD)
		return EAI_BADFLAGS;
	if (world.name) {
		snprintf(host, host_size, "%s", world.name);
	} else if (sa->sa_family == AF_INET && size == sizeof(*in)) {
		inet_ntop(AF_INET, &in->sin_addr, text, sizeof(text));
		snprintf(host, host_size, "%s", text);
	} else if (sa->sa_family == AF_INET6 && size == sizeof(*in6)) {
		inet_ntop(AF_INET6, &in6->sin6_addr, text, sizeof(text));
		snprintf(host, host_size, "%s%%%u", text, in6->sin6_scope_id);
	}
	return answer();
}

int
res_init(void)
{
	_res.options |= RES_DNSRCH | RES_DEFNAMES;
	errno = ERANGE; /* as some C libraries leave it */
	return world.no_init ? -1 : 0;
}

/*
 * Makes a list of the addresses of FAMILY in TEXT; what is no address gets no
 * family of these.
 */
static struct addrinfo *
list_of(const char *text, int family)
{
	static struct {
		struct addrinfo info;
		struct sockaddr_storage address;
	} families[2][8], *entries;
	struct addrinfo *list = NULL, **last = &list;
	char copy[256], *next = copy, *word;

	entries = families[family == AF_INET];
	snprintf(copy, sizeof(copy), "%s", text);
	for (size_t i = 0; (word = strsep(&next, " "));) {
		struct sockaddr_in *in = (void *)&entries[i].address;
		struct sockaddr_in6 *in6 = (void *)&entries[i].address;

		if (inet_pton(AF_INET, word, &in->sin_addr) == 1)
			in->sin_family = AF_INET;
		else if (inet_pton(AF_INET6, word, &in6->sin6_addr) == 1)
			in6->sin6_family = AF_INET6;
		else
			in->sin_family = AF_UNIX;
		if (family != AF_UNSPEC &&
		    entries[i].address.ss_family != family)
			continue;
		entries[i].info.ai_addr = (void *)in;
		*last = &entries[i].info;
		last = &entries[i++].info.ai_next;
	}
	return list;
}

int
getaddrinfo(const char *restrict name, const char *restrict service,
	    const struct addrinfo *restrict hints,
	    struct addrinfo **restrict list)
{
	if (strcmp(name, "a.example") != 0 || service ||
	    hints->ai_socktype != SOCK_STREAM)
		return EAI_BADFLAGS;
	if (_res.options & (RES_DNSRCH | RES_DEFNAMES))
		return EAI_BADFLAGS;
	if (world.broken && hints->ai_family == world.broken)
		return world.broken_error;
	*list =
	    world.addresses ? list_of(world.addresses, hints->ai_family) : NULL;
	if (world.addresses && !*list && !world.error)
		return EAI_NODATA;
	return answer();
}

int
open(const char *path, int flags, ...)
{
	if (world.no_file && strcmp(path, world.no_file) == 0) {
		errno = world.number;
		return -1;
	}
	return openat(AT_FDCWD, path, flags, 0600);
}

int
setnetgrent(const char *group)
{
	return strcmp(group, "g") == 0 && world.known-- > 0;
}

int
innetgr(const char *group, const char *host, const char *user,
	const char *domain)
{
	char text[64];

	if (user || answer())
		return 0;
	snprintf(text, sizeof(text), "%s %s %s", group, host,
		 domain ? domain : "-");
	return strcmp(text, world.member) == 0;
}

int
getdomainname(char *name, size_t size)
{
	if (!world.domain)
		return -1;
	snprintf(name, size, "%s", world.domain);
	return 0;
}

static int
account(const char *name, size_t size, bool *found)
{
	*found = false;
	if (answer())
		return EIO;
	if (size < world.account_size)
		return ERANGE;
	*found = world.account && strcmp(name, world.account) == 0;
	return world.account_error;
}

int
getpwnam_r(const char *restrict name, struct passwd *restrict entry,
	   char *restrict buffer, size_t size, struct passwd **restrict result)
{
	bool found;
	int error = account(name, size, &found);

	(void)buffer;
	*result = found ? entry : NULL;
	return error;
}

int
getgrnam_r(const char *restrict name, struct group *restrict entry,
	   char *restrict buffer, size_t size, struct group **restrict result)
{
	bool found;
	int error = account(name, size, &found);

	(void)buffer;
	*result = found ? entry : NULL;
	return error;
}
