/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lookup: the one question that a child of the resolver answers.
 *
 * These run in a process of their own (child.h), and may take their time.
 */
#ifndef HA_RESOLVER_LOOKUP_H
#define HA_RESOLVER_LOOKUP_H

#include "common/request/resolver.h"

/* What a child is asked. */
struct ha_question {
	const struct ha_address *address;
	const char *name; /* to find, or of a host to look for in GROUP */
	enum ha_family family;
	const char *group;
	enum ha_account account; /* what NAME is */
	const char *user;        /* who may be NAME, or in it */
};

/* What a child answers first; addresses follow, and one of no family. */
struct ha_answer {
	enum ha_lookup lookup;
	char name[HA_NAME_MAX + 1];
};

/*
 * Each answers CONTEXT, a struct ha_question, to FD: the name of an address;
 * the addresses of a name; whether a netgroup holds a host.
 */
void ha_find_name(int fd, const void *context);
void ha_find_addresses(int fd, const void *context);
void ha_find_member(int fd, const void *context);

#endif
