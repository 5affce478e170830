/* SPDX-License-Identifier: BSD-3-Clause */
/* The names and addresses that the module finds: see recorder.h. */
#include "recorder.h"

#include <arpa/inet.h>
#include <netdb.h>
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
};

static const struct {
	const char *name;
	int error;
	const char *addresses[2];
} hosts[] = {
    {"gw.example.net", 0, {"192.0.2.10", NULL}},
    {"six.example.net", 0, {"2001:db8::10", NULL}},
    {"liar.example.net", 0, {"198.51.100.1", NULL}},
    {"inner", 0, {"192.0.2.13", NULL}},
    {"slow.example.net", 0, {"192.0.2.14", NULL}},
    {"again.example.net", EAI_AGAIN, {NULL, NULL}},
    {"two.example.net", 0, {"192.0.2.16", "192.0.2.17"}},
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

/* One block, as the freeaddrinfo(3) below expects. */
struct answer {
	struct addrinfo info;
	struct sockaddr_storage address;
};

static int
prepend(const char *text, struct addrinfo **list)
{
	struct answer *answer = calloc(1, sizeof(*answer));
	struct sockaddr_in *in = (void *)&answer->address;
	struct sockaddr_in6 *in6 = (void *)&answer->address;

	if (!answer)
		return EAI_MEMORY;
	answer->address.ss_family = strchr(text, ':') ? AF_INET6 : AF_INET;
	if (inet_pton(answer->address.ss_family, text,
		      strchr(text, ':') ? (void *)&in6->sin6_addr
					: (void *)&in->sin_addr) != 1)
		abort();
	answer->info.ai_family = answer->address.ss_family;
	answer->info.ai_addr = (struct sockaddr *)&answer->address;
	answer->info.ai_addrlen = sizeof(answer->address);
	answer->info.ai_next = *list;
	*list = &answer->info;
	return 0;
}

int
getaddrinfo(const char *restrict name, const char *restrict service,
	    const struct addrinfo *restrict hints,
	    struct addrinfo **restrict list)
{
	(void)service, (void)hints;
	*list = NULL;
	record_lookup(__builtin_return_address(0), "addresses", name);
	for (size_t i = 0; i < COUNT(hosts); i++) {
		if (strcmp(hosts[i].name, name) != 0)
			continue;
		for (size_t j = 0; j < 2 && hosts[i].addresses[j]; j++)
			if (prepend(hosts[i].addresses[j], list))
				return EAI_MEMORY;
		return hosts[i].error;
	}
	return EAI_NONAME;
}

void
freeaddrinfo(struct addrinfo *list)
{
	while (list) {
		struct addrinfo *next = list->ai_next;

		free(list);
		list = next;
	}
}
