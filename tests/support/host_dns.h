/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Answers of res_query(3), made of those of gethostbyaddr_r(3) and
 * gethostbyname2_r(3) of a test: where the C library is not glibc, the library
 * asks DNS itself.  Nothing here allocates.
 */
#ifndef HOST_DNS_H
#define HOST_DNS_H

#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* An answer that is written. */
struct host_dns {
	unsigned char *start;
	size_t used, size;
	unsigned records;
};

static inline void
host_dns_number(struct host_dns *dns, unsigned number)
{
	if (dns->used + 2 <= dns->size) {
		dns->start[dns->used] = (unsigned char)(number >> 8);
		dns->start[dns->used + 1] = (unsigned char)number;
	}
	dns->used += 2;
}

static inline void
host_dns_bytes(struct host_dns *dns, const void *bytes, size_t size)
{
	if (dns->used + size <= dns->size)
		memcpy(dns->start + dns->used, bytes, size);
	dns->used += size;
}

/* The name of the question is byte 12 of the answer: 0xc00c points there. */
static inline void
host_dns_record(struct host_dns *dns, int type, const void *data, size_t size)
{
	host_dns_number(dns, 0xc00c);
	host_dns_number(dns, (unsigned)type);
	host_dns_number(dns, 1);
	host_dns_number(dns, 0);
	host_dns_number(dns, 0);
	host_dns_number(dns, (unsigned)size);
	host_dns_bytes(dns, data, size);
	dns->records++;
}

static inline void
host_dns_begin(struct host_dns *dns, const char *name, int type)
{
	unsigned char wire[NS_MAXCDNAME];
	int size = dn_comp(name, wire, sizeof(wire), NULL, NULL);

	memset(dns->start, 0, 12);
	dns->start[2] = 0x80; /* an answer */
	dns->start[5] = 1;    /* one question */
	dns->used = 12;
	host_dns_bytes(dns, wire, size < 0 ? 0 : (size_t)size);
	host_dns_number(dns, (unsigned)type);
	host_dns_number(dns, 1);
}

/* Reads the address of a name below in-addr.arpa or ip6.arpa. */
static inline int
host_dns_address(const char *name, unsigned char bytes[16])
{
	unsigned digit[2];

	if (strstr(name, ".in-addr."))
		return sscanf(name, "%hhu.%hhu.%hhu.%hhu", &bytes[3], &bytes[2],
			      &bytes[1], &bytes[0]) == 4
			   ? AF_INET
			   : AF_UNSPEC;
	for (int i = 15; i >= 0; i--, name += 4) {
		if (sscanf(name, "%1x.%1x.", &digit[0], &digit[1]) != 2)
			return AF_UNSPEC;
		bytes[i] = (unsigned char)(digit[1] << 4 | digit[0]);
	}
	return AF_INET6;
}

/* Has the test look NAME up; returns whether it is found. */
static inline int
host_dns_find(const char *name, int type, struct hostent **found)
{
	static struct hostent entry;
	static char room[1 << 20];
	unsigned char bytes[16];
	int family, host_error = NO_RECOVERY, error;

	*found = NULL;
	if (type != ns_t_ptr) {
		error = gethostbyname2_r(
		    name, type == ns_t_a ? AF_INET : AF_INET6, &entry, room,
		    sizeof(room), found, &host_error);
	} else {
		family = host_dns_address(name, bytes);
		error = gethostbyaddr_r(bytes, family == AF_INET ? 4 : 16,
					family, &entry, room, sizeof(room),
					found, &host_error);
	}
	h_errno = host_error;
	return error == 0 && *found;
}

/* What res_query(3) returns, with ANSWER, of SIZE bytes, written. */
static inline int
host_dns_answer(const char *name, int type, unsigned char *answer, int size)
{
	struct host_dns dns = {.start = answer, .size = (size_t)size};
	unsigned char wire[NS_MAXCDNAME];
	struct hostent *found;
	int length;

	if (size < 12 || !host_dns_find(name, type, &found))
		return -1;
	host_dns_begin(&dns, name, type);
	if (type == ns_t_ptr) {
		length = dn_comp(found->h_name, wire, sizeof(wire), NULL, NULL);
		host_dns_record(&dns, type, wire,
				length < 0 ? 0 : (size_t)length);
	} else {
		for (char **next = found->h_addr_list; *next; next++)
			host_dns_record(&dns, type, *next,
					(size_t)found->h_length);
	}
	answer[6] = (unsigned char)(dns.records >> 8);
	answer[7] = (unsigned char)dns.records;
	return (int)dns.used;
}

#endif
