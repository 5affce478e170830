/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The names and addresses that the module finds: see recorder.h.
 *
 * Nothing here allocates: the module asks in a child, and in a process with
 * threads AddressSanitizer does not see to its locks when it forks.
 */
#include "recorder.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pwd.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

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
    {"192.0.2.12", NULL, EAI_AGAIN, 0},
    {"192.0.2.13", "inner", 0, 0},
    {"192.0.2.14", "slow.example.net", 0, 300},
    {"192.0.2.15", "again.example.net", 0, 0},
    {"203.0.113.77", "dip77.isp.example", 0, 0},
};

#define MAX_ADDRESSES 2

static const struct {
	const char *name;
	int error;
	const char *addresses[MAX_ADDRESSES];
} hosts[] = {
    {"gw.example.net", 0, {"192.0.2.10", NULL}},
    {"six.example.net", 0, {"2001:db8::10", NULL}},
    {"liar.example.net", 0, {"198.51.100.1", NULL}},
    {"inner", 0, {"192.0.2.13", NULL}},
    {"slow.example.net", 0, {"192.0.2.14", NULL}},
    {"again.example.net", EAI_AGAIN, {NULL, NULL}},
    {"two.example.net", 0, {"192.0.2.16", "192.0.2.17"}},
    /* Names for an address that has another name, or none that is told. */
    {"colleague.example.net", 0, {"192.0.2.10", "203.0.113.77"}},
    {"alias.example.net", 0, {"192.0.2.11", NULL}},
    {"dip77.isp.example", 0, {"203.0.113.77", NULL}},
};

int
getnameinfo(const struct sockaddr *restrict sa, socklen_t size,
	    char *restrict host, socklen_t host_size, char *restrict service,
	    socklen_t service_size, int flags)
{
	const void *bytes =
	    &((const struct sockaddr_in *)(const void *)sa)->sin_addr;
	char address[INET6_ADDRSTRLEN];

	(void)size, (void)service, (void)service_size, (void)flags;
	if (sa->sa_family == AF_INET6)
		bytes =
		    &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr;
	inet_ntop(sa->sa_family, bytes, address, sizeof(address));
	record_lookup(__builtin_return_address(0), "name", address);
	if (recorder.client_name && strcmp(address, "192.0.2.18") == 0) {
		snprintf(host, host_size, "%s", recorder.client_name);
		return 0;
	}
	for (size_t i = 0; i < COUNT(names); i++) {
		const struct timespec delay = {0, names[i].delay_ms * 1000000};

		if (strcmp(names[i].address, address) != 0)
			continue;
		nanosleep(&delay, NULL);
		if (names[i].name)
			snprintf(host, host_size, "%s", names[i].name);
		return names[i].error;
	}
	return EAI_NONAME;
}

/* What getaddrinfo(3) gives. */
struct entry {
	struct addrinfo info;
	struct sockaddr_storage address;
};

/* The C library would read files anew of which none is used here. */
int
res_init(void)
{
	return 0;
}

static int
other_family(const char *address)
{
	return strchr(address, ':') ? AF_INET : AF_INET6;
}

/* Makes ENTRY one that holds the address TEXT and is followed by NEXT. */
static struct addrinfo *
fill(struct entry *entry, const char *text, struct addrinfo *next)
{
	struct sockaddr_in *in = (void *)&entry->address;
	struct sockaddr_in6 *in6 = (void *)&entry->address;
	int family = strchr(text, ':') ? AF_INET6 : AF_INET;

	memset(entry, 0, sizeof(*entry));
	entry->address.ss_family = (sa_family_t)family;
	if (inet_pton(family, text,
		      family == AF_INET6 ? (void *)&in6->sin6_addr
					 : (void *)&in->sin_addr) != 1)
		abort();
	entry->info.ai_family = family;
	entry->info.ai_addr = (struct sockaddr *)&entry->address;
	entry->info.ai_addrlen = sizeof(entry->address);
	entry->info.ai_next = next;
	return &entry->info;
}

int
getaddrinfo(const char *restrict name, const char *restrict service,
	    const struct addrinfo *restrict hints,
	    struct addrinfo **restrict list)
{
	static _Thread_local struct entry entries[MAX_ADDRESSES];

	(void)service;
	*list = NULL;
	record_lookup(__builtin_return_address(0), "addresses", name);
	for (size_t i = 0; i < COUNT(hosts); i++) {
		const char *const *addresses = hosts[i].addresses;

		if (strcmp(hosts[i].name, name) != 0)
			continue;
		for (size_t j = 0; j < MAX_ADDRESSES && addresses[j]; j++)
			if (hints->ai_family != other_family(addresses[j]))
				*list = fill(&entries[j], addresses[j], *list);
		return hosts[i].error || *list ? hosts[i].error : EAI_NODATA;
	}
	return EAI_NONAME;
}

void
freeaddrinfo(struct addrinfo *list)
{
	(void)list;
}

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
