/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/sshd_pattern.h"

#include "hostsaccess/convert/accounts.h"

#include <arpa/inet.h>
#include <string.h>

static bool
is_wild(const char *text)
{
	return strpbrk(text, "*?") != NULL;
}

void
sshd_user(const char *pattern, struct terms *list)
{
	if (strcmp(pattern, "*") == 0)
		terms_add_text(list, TERM_ALL, "");
	else
		terms_add_text(list, is_wild(pattern) ? TERM_USERS : TERM_USER,
			       pattern);
}

void
sshd_group(const char *pattern, struct terms *list)
{
	const char *fault = accounts_sshd_group_fault(pattern);

	if (strcmp(pattern, "*") == 0)
		terms_add_unsaid(list, pattern,
				 "whoever is in a group that has a name");
	else if (is_wild(pattern))
		terms_add_unsaid(list, pattern, "a pattern of groups");
	else if (fault)
		terms_add_unsaid(list, pattern, fault);
	else
		terms_add_text(list, TERM_GROUP, pattern);
}

/* Reads ADDRESS or ADDRESS/LENGTH; returns whether TEXT is one. */
static bool
read_net(const char *text, struct terms *list)
{
	struct ha_slice pattern = ha_slice_of(text);
	size_t slash = ha_slice_find(pattern, '/');
	struct ha_slice head = ha_slice_head(pattern, slash);
	bool wide = ha_slice_find(head, ':') < head.size;
	unsigned width = wide ? 128 : 32;
	unsigned long length = width;
	struct ha_address address;
	struct ha_net net;

	if (!ha_address_parse(head, &address) || address.zone[0] != '\0' ||
	    (slash < pattern.size &&
	     !ha_slice_number(ha_slice_from(pattern, slash + 1), 10, width,
			      &length)))
		return false;
	/* sshd compares no client with an IPv4 address in IPv6 */
	if (wide && address.family == HA_FAMILY_IPV4)
		return true;
	ha_net_of_prefix(&address, (unsigned)length, width, &net);
	for (size_t i = 0; i < width / 8; i++)
		if (address.bytes[i] & ~net.mask[i]) {
			terms_add_unsaid(list, text,
					 "bits behind its mask, which sshd "
					 "does not take");
			return true;
		}
	terms_add_masked(list, &net);
	return true;
}

/* Reads N.N.*, which is a net: a beginning of IPv4 addresses. */
static bool
read_beginning(struct ha_slice pattern, struct terms *list)
{
	struct ha_slice head =
	    ha_slice_head(pattern, ha_slice_find(pattern, '*'));

	return head.size + 1 == pattern.size &&
	       terms_add_beginning(list, head, 3);
}

static void
add_name(struct ha_slice pattern, const char *text, bool names,
	 struct terms *list)
{
	if (!names)
		terms_add_unsaid(list, text,
				 "a name, which sshd asks for with UseDNS yes "
				 "only");
	else if (ha_slice_is(ha_slice_head(pattern, 2), "*.") &&
		 !is_wild(text + 2))
		terms_add_text(list, TERM_SUFFIX, text + 1);
	else
		terms_add_text(list, is_wild(text) ? TERM_WILDCARD : TERM_NAME,
			       text);
}

/* Whether addresses may match TEXT, which is none. */
static bool
is_of_addresses(const char *text)
{
	return strpbrk(text, ":/") ||
	       strspn(text, "0123456789.*?") == strlen(text) ||
	       (is_wild(text) &&
		strspn(text, "0123456789abcdefABCDEF*?") == strlen(text));
}

/* Whether sshd takes TEXT, no name, for an address of IPv4: 0x7f.0.0.1, 010. */
static bool
is_other_address(struct ha_slice text)
{
	char buffer[64];
	struct in_addr address;

	return ha_slice_copy(text, buffer, sizeof(buffer)) &&
	       inet_aton(buffer, &address) != 0;
}

/* Adds PATTERN, one word, of clients. */
static void
add_client(const char *text, bool names, struct terms *list)
{
	struct ha_slice pattern = ha_slice_of(text);

	if (strcmp(text, "*") == 0)
		terms_add_text(list, TERM_ALL, "");
	else if (read_net(text, list) || read_beginning(pattern, list))
		return;
	else if (is_of_addresses(text))
		terms_add_unsaid(list, text, "a pattern of addresses");
	else if (is_other_address(pattern))
		terms_add_unsaid(list, text,
				 "an address in another form, which sshd takes "
				 "for one");
	else
		add_name(pattern, text, names, list);
}

/*
 * Adds TEXT, one word of Match Host, which is compared as text: with the name
 * that sshd has looked for, if NAMES, else with the address.
 */
static void
add_host(const char *text, bool names, struct terms *list)
{
	struct ha_slice pattern = ha_slice_of(text);
	char canonical[HA_ADDRESS_TEXT_MAX];
	struct ha_address address;
	bool is_address = ha_address_parse(pattern, &address);

	if (is_address)
		ha_address_format(&address, true, canonical);
	if (strchr(text, '/') ||
	    (is_address && !ha_slice_is(pattern, canonical)))
		return; /* never matches */
	if (names && strcmp(text, "*") != 0 &&
	    (is_address || is_of_addresses(text)))
		terms_add_unsaid(list, text,
				 "an address, where sshd has looked for a "
				 "name");
	else
		add_client(text, names, list);
}

/* What reads the words of a list. */
struct words {
	struct rules_model *model;
	enum { USERS, GROUPS, CLIENTS, HOSTS } kind;
	bool names;
};

static void
add_word(const struct words *words, const char *text, struct terms *list)
{
	if (words->kind == USERS)
		sshd_user(text, list);
	else if (words->kind == GROUPS)
		sshd_group(text, list);
	else if (words->kind == CLIENTS)
		add_client(text, words->names, list);
	else
		add_host(text, words->names, list);
}

/* Adds those words of PATTERNS that are, or are not, NEGATED. */
static void
add_words(const struct words *words, const char *patterns, bool negated,
	  struct terms *list)
{
	struct ha_slice rest = ha_slice_of(patterns), word;

	while (rest.size > 0) {
		size_t comma = ha_slice_find(rest, ',');
		bool not ;

		word = ha_slice_head(rest, comma);
		rest = ha_slice_from(rest, comma + 1);
		not = word.size > 0 && word.data[0] == '!';
		if (not )
			word = ha_slice_from(word, 1);
		if (word.size > 0 && not == negated)
			add_word(words, model_keep(words->model, word), list);
	}
}

static bool
add_list(const struct words *words, const char *patterns, struct terms *list)
{
	size_t before = list->count, positive;

	add_words(words, patterns, false, list);
	positive = list->count;
	if (positive == before)
		return false;
	terms_add_text(list, TERM_EXCEPT, "");
	add_words(words, patterns, true, list);
	if (list->count == positive + 1)
		list->count--;
	return true;
}

bool
sshd_users(struct rules_model *model, const char *patterns, struct terms *list)
{
	return add_list(&(struct words){model, USERS, false}, patterns, list);
}

bool
sshd_groups(struct rules_model *model, const char *patterns, struct terms *list)
{
	return add_list(&(struct words){model, GROUPS, false}, patterns, list);
}

bool
sshd_clients(struct rules_model *model, const char *patterns, bool names,
	     struct terms *list)
{
	return add_list(&(struct words){model, CLIENTS, names}, patterns, list);
}

bool
sshd_hosts(struct rules_model *model, const char *patterns, bool names,
	   struct terms *list)
{
	return add_list(&(struct words){model, HOSTS, names}, patterns, list);
}
