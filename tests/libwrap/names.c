/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/libwrap/names.h"

#include "tests/libwrap/wrap.h"
#include "tests/support/host_dns.h"
#include "tests/support/host_lookup.h"

#include <dlfcn.h>
#include <netdb.h>
#include <resolv.h>
#include <time.h>

bool names_told;

static const struct {
	const char *address;
	const char *name; /* NULL: a failure for the moment */
	const char *addresses;
	long delay_ms;
} hosts[] = {
    {"127.0.0.2", "two.example.net", "127.0.0.2", 0},
    {"127.0.0.3", "liar.example.net", "198.51.100.1", 0},
    {"127.0.0.4", NULL, "", 0},
    {"127.0.0.5", "slow.example.net", "127.0.0.5", 300},
    {"::1", "six.example.net", "::1", 0},
};

static void
tell(const char *text)
{
	if (names_told)
		wrap_tell("lookup %s", text);
}

static int
name_of(struct host_lookup *lookup, const char *address)
{
	for (size_t i = 0; i < COUNT(hosts); i++) {
		const struct timespec delay = {0, hosts[i].delay_ms * 1000000};

		if (strcmp(hosts[i].address, address) != 0)
			continue;
		nanosleep(&delay, NULL);
		return hosts[i].name
			   ? host_lookup_name(lookup, hosts[i].name)
			   : host_lookup_fail(lookup, EAGAIN, TRY_AGAIN);
	}
	return host_lookup_fail(lookup, 0, HOST_NOT_FOUND);
}

int
gethostbyaddr_r(const void *restrict bytes, socklen_t size, int family,
		struct hostent *restrict entry, char *restrict room,
		size_t room_size, struct hostent **restrict found,
		int *restrict host_error)
{
	struct host_lookup lookup = {entry, room, room_size, found, host_error};
	__typeof__(gethostbyaddr_r) *system;
	char address[INET6_ADDRSTRLEN];

	inet_ntop(family, bytes, address, sizeof(address));
	tell(address);
	if (strcmp(address, "127.0.0.1") != 0)
		return name_of(&lookup, address);
	system = (__typeof__(system))dlsym(RTLD_NEXT, "gethostbyaddr_r");
	return system(bytes, size, family, entry, room, room_size, found,
		      host_error);
}

int
gethostbyname2_r(const char *restrict name, int family,
		 struct hostent *restrict entry, char *restrict room,
		 size_t room_size, struct hostent **restrict found,
		 int *restrict host_error)
{
	struct host_lookup lookup = {entry, room, room_size, found, host_error};
	__typeof__(gethostbyname2_r) *system;

	tell(name);
	for (size_t i = 0; i < COUNT(hosts); i++)
		if (hosts[i].name && strcmp(hosts[i].name, name) == 0)
			return host_lookup_addresses(&lookup, name, family,
						     hosts[i].addresses);
	system = (__typeof__(system))dlsym(RTLD_NEXT, "gethostbyname2_r");
	return system(name, family, entry, room, room_size, found, host_error);
}

#ifdef __GLIBC__
/* Where nss-resolve(8) is asked, DNS bears out what it says. */
int
res_query(const char *name, int class, int type, unsigned char *answer,
	  int size)
{
	(void)name;
	(void)class;
	(void)type;
	(void)answer;
	(void)size;
	h_errno = HOST_NOT_FOUND;
	return -1;
}
#else
int
res_query(const char *name, int class, int type, unsigned char *answer,
	  int size)
{
	(void)class;
	return host_dns_answer(name, type, answer, size);
}
#endif

bool
names_localhost(void)
{
	const struct in_addr address = {htonl(INADDR_LOOPBACK)};
	struct hostent entry, *found = NULL;
	char room[4096], name[256];
	int error;

	gethostbyaddr_r(&address, sizeof(address), AF_INET, &entry, room,
			sizeof(room), &found, &error);
	if (!found)
		return false;
	snprintf(name, sizeof(name), "%s", entry.h_name);
	gethostbyname2_r(name, AF_INET, &entry, room, sizeof(room), &found,
			 &error);
	return found && memcmp(entry.h_addr_list[0], &address, 4) == 0;
}
