/* SPDX-License-Identifier: BSD-3-Clause */
#undef _FORTIFY_SOURCE /* would make macros of the functions below */

#include "tests/support/host_lookup.h"
#include "tests/unit/resolver_world.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netdb.h>
#include <pwd.h>
#include <resolv.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
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
	return world.error;
}

/* What the C library says of a host, but who it is. */
static int
host_error(const struct host_lookup *lookup, int before)
{
	int error = answer();

	if (error == UNTOLD)
		error = before;
	if (lookup->size < world.room)
		return host_lookup_fail(lookup, ERANGE, NETDB_INTERNAL);
	*lookup->found = NULL;
	*lookup->host_error = world.host;
	return error;
}

int
gethostbyaddr_r(const void *restrict bytes, socklen_t size, int family,
		struct hostent *restrict entry, char *restrict room,
		size_t room_size, struct hostent **restrict found,
		int *restrict host)
{
	struct host_lookup lookup = {entry, room, room_size, found, host};
	int error = host_error(&lookup, errno);
	char text[INET6_ADDRSTRLEN];

	if (error || world.none)
		return error;
	if (size != (family == AF_INET ? 4 : 16))
		return EINVAL;
	inet_ntop(family, bytes, text, sizeof(text));
	return host_lookup_name(&lookup, world.name ? world.name : text);
}

int
res_init(void)
{
	_res.options |= RES_DNSRCH | RES_DEFNAMES;
	errno = ERANGE; /* as some C libraries leave it */
	return world.no_init ? -1 : 0;
}

int
gethostbyname2_r(const char *restrict name, int family,
		 struct hostent *restrict entry, char *restrict room,
		 size_t room_size, struct hostent **restrict found,
		 int *restrict host)
{
	struct host_lookup lookup = {entry, room, room_size, found, host};
	int error = host_error(&lookup, errno);

	if (strcmp(name, "a.example") != 0 ||
	    (_res.options & (RES_DNSRCH | RES_DEFNAMES)))
		return EINVAL;
	if (world.broken && family == world.broken)
		return host_lookup_fail(&lookup, world.broken_error,
					HOST_NOT_FOUND);
	if (error || world.none)
		return error;
	error = world.addresses ? host_lookup_addresses(&lookup, name, family,
							world.addresses)
				: host_lookup_name(&lookup, name);
	entry->h_length += world.longer;
	return error;
}

int
res_query(const char *name, int class, int type, unsigned char *answer,
	  int size)
{
	const char *wanted =
	    type == ns_t_ptr ? "1.2.0.192.in-addr.arpa." : "a.example";

	h_errno = world.query_error;
	if (strcmp(name, wanted) != 0 || class != ns_c_in || !world.answer)
		return -1;
	if (world.answer_size <= size)
		memcpy(answer, world.answer, (size_t)world.answer_size);
	return world.answer_size;
}

/* A file that has TEXT. */
static int
open_text(const char *text)
{
	int fd = memfd_create("text", MFD_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0 ||
	    lseek(fd, 0, SEEK_SET))
		_exit(9);
	return fd;
}

int
open(const char *path, int flags, ...)
{
	if (world.no_file && strcmp(path, world.no_file) == 0) {
		errno = world.number;
		return -1;
	}
	if (strcmp(path, "/etc/nsswitch.conf") == 0)
		return open_text(world.sources ? world.sources
					       : "hosts: files dns\n");
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
	if (size < world.room)
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
