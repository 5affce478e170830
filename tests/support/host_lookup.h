/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Answers of gethostbyaddr_r(3) and gethostbyname2_r(3), for tests that take
 * their place.  Nothing here allocates.
 */
#ifndef HOST_LOOKUP_H
#define HOST_LOOKUP_H

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdint.h>
#include <string.h>

#ifndef NETDB_INTERNAL /* not in every C library */
#define NETDB_INTERNAL (-1)
#endif

/* What the caller has for the answer. */
struct host_lookup {
	struct hostent *entry;
	char *room;
	size_t size; /* that is left of it */
	struct hostent **found;
	int *host_error;
};

/* There is no result; ERROR is returned, HOST_ERROR is of netdb.h. */
static inline int
host_lookup_fail(const struct host_lookup *lookup, int error, int host_error)
{
	*lookup->found = NULL;
	*lookup->host_error = host_error;
	return error;
}

static inline int
host_lookup_too_small(const struct host_lookup *lookup)
{
	return host_lookup_fail(lookup, ERANGE, NETDB_INTERNAL);
}

/* Takes SIZE bytes of the room, aligned for pointers; NULL: too few. */
static inline void *
host_lookup_take(struct host_lookup *lookup, size_t size)
{
	size_t pad = -(uintptr_t)lookup->room % sizeof(char *);
	char *taken = lookup->room + pad;

	if (lookup->size < pad || lookup->size - pad < size)
		return NULL;
	lookup->room = taken + size;
	lookup->size -= pad + size;
	return taken;
}

/* Answers with NAME, and no address as yet. */
static inline int
host_lookup_name(struct host_lookup *lookup, const char *name)
{
	static char *none[1];
	char *copy = host_lookup_take(lookup, strlen(name) + 1);

	if (!copy)
		return host_lookup_too_small(lookup);
	memcpy(copy, name, strlen(name) + 1);
	*lookup->entry = (struct hostent){
	    .h_name = copy, .h_aliases = none, .h_addr_list = none};
	*lookup->found = lookup->entry;
	return 0;
}

/* Reads the word at TEXT up to a blank; returns whether it is of FAMILY. */
static inline int
host_lookup_read(const char *text, int family, unsigned char bytes[16])
{
	char word[INET6_ADDRSTRLEN] = "";
	size_t size = strcspn(text, " ");

	if (size >= sizeof(word))
		return 0;
	memcpy(word, text, size);
	return inet_pton(family, word, bytes) == 1;
}

/* Answers with those of ADDRESSES, words, that are of FAMILY. */
static inline int
host_lookup_addresses(struct host_lookup *lookup, const char *name, int family,
		      const char *addresses)
{
	size_t words = strlen(addresses) / 2 + 2, count = 0;
	char **list = host_lookup_take(lookup, words * sizeof(*list));
	int length = family == AF_INET ? 4 : 16;
	unsigned char bytes[16];

	if (!list || host_lookup_name(lookup, name) != 0)
		return host_lookup_too_small(lookup);
	for (; *addresses; addresses += strspn(addresses, " ")) {
		if (host_lookup_read(addresses, family, bytes)) {
			list[count] = host_lookup_take(lookup, (size_t)length);
			if (!list[count])
				return host_lookup_too_small(lookup);
			memcpy(list[count++], bytes, (size_t)length);
		}
		addresses += strcspn(addresses, " ");
	}
	if (count == 0)
		return host_lookup_fail(lookup, 0, NO_DATA);
	list[count] = NULL;
	lookup->entry->h_addrtype = family;
	lookup->entry->h_length = length;
	lookup->entry->h_addr_list = list;
	return 0;
}

#endif
