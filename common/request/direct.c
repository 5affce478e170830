/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/direct.h"

#include "common/request/dns.h"
#include "common/request/host_name.h"
#include "common/request/hosts_file.h"

#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdlib.h>

/* The largest answer, by TCP. */
#define ANSWER_SIZE 65535
/* The longest text of a name, with a dot and its end, as dn_expand(3) has it.
 */
#define NAME_SIZE 1025

/* So many aliases are followed; more are taken for a circle. */
#define ALIASES_MAX 16

/* Records that are looked for. */
struct search {
	const unsigned char *start, *end; /* of the answer */
	unsigned type;
	char name[NAME_SIZE]; /* whose they are; an alias changes it */
	char alias[NAME_SIZE];
	bool is_alias; /* NAME is one, of ALIAS */
	/* Takes one; false: enough. */
	bool (*take)(void *taker, const struct search *search,
		     const struct ha_dns_record *record);
	void *taker;
	bool found, enough;
};

static bool
expand(const struct search *search, const unsigned char *from,
       char name[NAME_SIZE])
{
	return dn_expand(search->start, search->end, from, name, NAME_SIZE) >=
	       0;
}

static bool
is_same(const char *name, const char *other)
{
	return ha_slice_equal(ha_name_without_dot(ha_slice_of(name)),
			      ha_name_without_dot(ha_slice_of(other)));
}

/* Whether RECORD is of the name that is looked for. */
static bool
is_wanted(const struct search *search, const struct ha_dns_record *record)
{
	char owner[NAME_SIZE];

	return expand(search, record->owner, owner) &&
	       is_same(owner, search->name);
}

/* Notes what the name is an alias of; false: it cannot be of two. */
static bool
take_alias(struct search *search, const struct ha_dns_record *record)
{
	char alias[NAME_SIZE];

	if (!expand(search, record->data, alias) ||
	    (search->is_alias && !is_same(alias, search->alias)))
		return false;
	search->is_alias = true;
	memcpy(search->alias, alias, sizeof(alias));
	return true;
}

/* Takes the records of the name from REST; false: they cannot be read. */
static bool
take_records(struct search *search, struct ha_dns_rest rest)
{
	struct ha_dns_record record;
	enum ha_status status = HA_END;

	search->is_alias = false;
	while (!search->enough &&
	       (status = ha_dns_next(&rest, &record)) == HA_OK) {
		if (!is_wanted(search, &record))
			continue;
		if (record.type == ns_t_cname && !take_alias(search, &record))
			return false;
		if (record.type != search->type)
			continue;
		search->found = true;
		search->enough = !search->take(search->taker, search, &record);
	}
	return search->enough || status == HA_END;
}

/*
 * An alias may stand behind what it leads to: nothing says plainly in which
 * order the records of an answer come.  So all are read for each name.
 */
static enum ha_lookup
read_answer(struct search *search, const unsigned char *answer, size_t size)
{
	struct ha_dns_rest rest;

	if (!ha_dns_begin(&rest, answer, size))
		return HA_LOOKUP_FAILED;
	search->start = answer;
	search->end = answer + size;
	for (int followed = 0; followed <= ALIASES_MAX; followed++) {
		if (!take_records(search, rest))
			return HA_LOOKUP_FAILED;
		if (search->enough || !search->is_alias)
			return search->found ? HA_LOOKUP_FOUND : HA_LOOKUP_NONE;
		memcpy(search->name, search->alias, sizeof(search->name));
	}
	return HA_LOOKUP_FAILED;
}

/*
 * Whether the failure of res_query(3) says that there is nothing.  musl says
 * NO_DATA also of an answer that is empty because it is cut off.
 */
static bool
is_none(const unsigned char *answer)
{
	return (h_errno == HOST_NOT_FOUND || h_errno == NO_DATA) &&
	       !ha_dns_is_cut(answer);
}

/* Asks the name servers for the records of SEARCH. */
static enum ha_lookup
ask(struct search *search)
{
	unsigned char *answer = calloc(1, ANSWER_SIZE);
	enum ha_lookup lookup = HA_LOOKUP_FAILED;
	int size;

	if (!answer)
		return HA_LOOKUP_FAILED;
	h_errno = NO_RECOVERY; /* which not every failure sets */
	size = res_query(search->name, ns_c_in, (int)search->type, answer,
			 ANSWER_SIZE);
	if (size >= 0 && size <= ANSWER_SIZE)
		lookup = read_answer(search, answer, (size_t)size);
	else if (size < 0 && is_none(answer))
		lookup = HA_LOOKUP_NONE;
	free(answer);
	return lookup;
}

struct name {
	char text[NAME_SIZE];
	bool odd; /* it is not well-formed */
};

/* Takes the name that the first record has. */
static bool
take_name(void *taker, const struct search *search,
	  const struct ha_dns_record *record)
{
	struct name *name = taker;

	name->odd = !expand(search, record->data, name->text);
	return false;
}

enum ha_lookup
ha_direct_name(const char *hosts, const struct ha_address *address,
	       char name[HA_NAME_MAX + 1])
{
	struct name found = {.text = ""};
	struct search search = {
	    .type = ns_t_ptr, .take = take_name, .taker = &found};
	enum ha_lookup lookup = ha_hosts_name(hosts, address, name);

	if (lookup != HA_LOOKUP_NONE)
		return lookup;
	ha_name_in_zone(address,
			ha_slice_of(address->family == HA_FAMILY_IPV4
					? "in-addr.arpa"
					: "ip6.arpa"),
			search.name, sizeof(search.name));
	lookup = ask(&search);
	if (found.odd)
		return HA_LOOKUP_FAILED;
	if (lookup == HA_LOOKUP_FOUND &&
	    !ha_slice_copy(ha_slice_of(found.text), name, HA_NAME_MAX + 1))
		return HA_LOOKUP_NONE;
	return lookup;
}

/* Whom addresses go to. */
struct visitor {
	bool (*visit)(void *visitor, const struct ha_address *address);
	void *visitor;
	bool odd; /* one has the wrong size */
};

static bool
take_address(void *taker, const struct search *search,
	     const struct ha_dns_record *record)
{
	struct ha_address address = {.family = HA_FAMILY_IPV4};
	struct visitor *visitor = taker;

	visitor->odd |= record->size != (search->type == ns_t_a ? 4 : 16);
	if (visitor->odd)
		return false;
	if (search->type == ns_t_a)
		memcpy(address.bytes, record->data, 4);
	else
		ha_address_of_ipv6(record->data, &address);
	return visitor->visit(visitor->visitor, &address);
}

static enum ha_lookup
ask_addresses(const char *name, unsigned type, struct visitor *visitor)
{
	struct search search = {
	    .type = type, .take = take_address, .taker = visitor};
	enum ha_lookup lookup;

	/* A name that is too long for DNS is not there. */
	if (!ha_slice_copy(ha_slice_of(name), search.name, sizeof(search.name)))
		return HA_LOOKUP_NONE;
	lookup = ask(&search);
	return visitor->odd ? HA_LOOKUP_FAILED : lookup;
}

enum ha_lookup
ha_direct_addresses(const char *hosts, const char *name, enum ha_family family,
		    bool (*visit)(void *visitor,
				  const struct ha_address *address),
		    void *to)
{
	struct visitor visitor = {visit, to, false};
	size_t size = strlen(name);
	enum ha_lookup lookup = HA_LOOKUP_NONE, ipv6 = HA_LOOKUP_NONE;

	if (size > 0 && name[size - 1] != '.')
		lookup = ha_hosts_addresses(hosts, name, family, visit, to);
	if (lookup != HA_LOOKUP_NONE)
		return lookup;
	if (family != HA_FAMILY_IPV6)
		lookup = ask_addresses(name, ns_t_a, &visitor);
	if (family != HA_FAMILY_IPV4 && lookup != HA_LOOKUP_FAILED)
		ipv6 = ask_addresses(name, ns_t_aaaa, &visitor);
	if (ipv6 == HA_LOOKUP_FAILED)
		return HA_LOOKUP_FAILED;
	return lookup == HA_LOOKUP_NONE ? ipv6 : lookup;
}
