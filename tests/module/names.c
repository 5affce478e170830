/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The names and addresses that the module finds: see recorder.h.
 *
 * Nothing here allocates: the module asks in a child, and in a process with
 * threads AddressSanitizer does not see to its locks when it forks.
 */
#include "tests/module/recorder.h"
#include "tests/support/host_dns.h"
#include "tests/support/host_lookup.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <pwd.h>
#include <resolv.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Who looks up: the module itself, or by what is made of these for DNS. */
#ifdef __GLIBC__
#define CALLER __builtin_return_address(0)
#else
#define CALLER caller
static const void *caller;
#endif

/* libaudit, too, looks clients up; that is its own affair. */
static void
record_lookup(const void *caller, const char *kind, const char *text)
{
	size_t used = strlen(recorder.lookups);

	if (recorder_is_module(caller))
		snprintf(recorder.lookups + used, RECORDER_LOOKUPS_SIZE - used,
			 "%s %s\n", kind, text);
}

static const struct {
	const char *address;
	const char *name;
	int error;
	long delay_ms;
} names[] = {
    {"192.0.2.10", "gw.example.net", 0, 0},
    {"2001:db8::10", "six.example.net", 0, 0},
    {"192.0.2.11", "liar.example.net", 0, 0},
    {"192.0.2.12", NULL, TRY_AGAIN, 0},
    {"192.0.2.13", "inner", 0, 0},
    {"192.0.2.14", "slow.example.net", 0, 300},
    {"192.0.2.15", "again.example.net", 0, 0},
    {"203.0.113.77", "dip77.isp.example", 0, 0},
};

static const struct {
	const char *name;
	int error;
	const char *addresses;
} hosts[] = {
    {"gw.example.net", 0, "192.0.2.10"},
    {"six.example.net", 0, "2001:db8::10"},
    {"liar.example.net", 0, "198.51.100.1"},
    {"inner", 0, "192.0.2.13"},
    {"slow.example.net", 0, "192.0.2.14"},
    {"again.example.net", TRY_AGAIN, NULL},
    {"two.example.net", 0, "192.0.2.17 192.0.2.16"},
    /* DNS lists: a sound one, one that lists everybody, one that is ill. */
    {"2.0.0.127.bl.example.net.", 0, "127.0.0.2"},
    {"2.0.0.127.parked.example.net.", 0, "127.0.0.2"},
    {"1.0.0.127.parked.example.net.", 0, "127.0.0.2"},
    {"2.0.0.127.ill.example.net.", TRY_AGAIN, NULL},
    /* Names for an address that has another name, or none that is told. */
    {"colleague.example.net", 0, "203.0.113.77 192.0.2.10"},
    {"alias.example.net", 0, "192.0.2.11"},
    {"dip77.isp.example", 0, "203.0.113.77"},
};

int
gethostbyaddr_r(const void *restrict bytes, socklen_t size, int family,
		struct hostent *restrict entry, char *restrict room,
		size_t room_size, struct hostent **restrict found,
		int *restrict host_error)
{
	struct host_lookup lookup = {entry, room, room_size, found, host_error};
	char address[INET6_ADDRSTRLEN];

	(void)size;
	inet_ntop(family, bytes, address, sizeof(address));
	record_lookup(CALLER, "name", address);
	if (recorder.client_name && strcmp(address, "192.0.2.18") == 0)
		return host_lookup_name(&lookup, recorder.client_name);
	for (size_t i = 0; i < COUNT(names); i++) {
		const struct timespec delay = {0, names[i].delay_ms * 1000000};

		if (strcmp(names[i].address, address) != 0)
			continue;
		nanosleep(&delay, NULL);
		if (names[i].error)
			return host_lookup_fail(&lookup, EAGAIN,
						names[i].error);
		return host_lookup_name(&lookup, names[i].name);
	}
	return host_lookup_fail(&lookup, 0, HOST_NOT_FOUND);
}

/*
 * Libaudit asks for the client's name; the name server of this machine must not
 * be heard.
 */
int
getaddrinfo(const char *restrict name, const char *restrict service,
	    const struct addrinfo *restrict hints,
	    struct addrinfo **restrict list)
{
	(void)name;
	(void)service;
	(void)hints;
	(void)list;
	return EAI_NONAME;
}

/* The C library would read files anew of which none is used here. */
int
res_init(void)
{
	return 0;
}

int
gethostbyname2_r(const char *restrict name, int family,
		 struct hostent *restrict entry, char *restrict room,
		 size_t room_size, struct hostent **restrict found,
		 int *restrict host_error)
{
	struct host_lookup lookup = {entry, room, room_size, found, host_error};

	record_lookup(CALLER, "addresses", name);
	for (size_t i = 0; i < COUNT(hosts); i++) {
		if (strcmp(hosts[i].name, name) != 0)
			continue;
		if (hosts[i].error)
			return host_lookup_fail(&lookup, EAGAIN,
						hosts[i].error);
		return host_lookup_addresses(&lookup, name, family,
					     hosts[i].addresses);
	}
	return host_lookup_fail(&lookup, 0, HOST_NOT_FOUND);
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
	caller = __builtin_return_address(0);
	return host_dns_answer(name, type, answer, size);
}
#endif

/* Of the user "again" nobody can tell; of others, the system. */
int
getpwnam_r(const char *restrict name, struct passwd *restrict entry,
	   char *restrict buffer, size_t size, struct passwd **restrict result)
{
	int (*next)(const char *, struct passwd *, char *, size_t,
		    struct passwd **) =
	    (int (*)(const char *, struct passwd *, char *, size_t,
		     struct passwd **))dlsym(RTLD_NEXT, "getpwnam_r");

	*result = NULL;
	return strcmp(name, "again") == 0 || !next
		   ? EIO
		   : next(name, entry, buffer, size, result);
}
