/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A pattern against a request.  Lines of the input:
 *   pattern TEXT    of a host, a user or a daemon
 *   address TEXT    of the client
 *   name TEXT       of the client, believed
 *   claim TEXT      the same, but not believed yet
 *   user TEXT       also the daemon
 *   reverse TEXT    the name of any address; FAILED: not known for the moment
 *   forward TEXT... addresses of any name; FAILED likewise
 */
#include "tests/fuzz/fuzz.h"

#include "common/rule/pattern.h"
#include "common/rule/syntax.h"
#include "common/rule/wildcard.h"

#include <ctype.h>
#include <string.h>

/* Longer texts take the slow matcher too long. */
#define SLOW_MAX 12

struct facts {
	struct ha_slice pattern, address, name, claim, user, reverse, forward;
};

static bool
is_failure(struct ha_slice text)
{
	return ha_slice_is(text, "FAILED");
}

static enum ha_lookup
name_of(void *context, const struct ha_address *address,
	char name[HA_NAME_MAX + 1])
{
	const struct facts *facts = context;

	FUZZ_REQUIRE(address->family != HA_FAMILY_NONE);
	if (is_failure(facts->reverse))
		return HA_LOOKUP_FAILED;
	return facts->reverse.size > 0 &&
		       ha_slice_copy(facts->reverse, name, HA_NAME_MAX + 1)
		   ? HA_LOOKUP_FOUND
		   : HA_LOOKUP_NONE;
}

static enum ha_lookup
addresses_of(void *context, const char *name, enum ha_family family,
	     bool (*visit)(void *, const struct ha_address *), void *visitor)
{
	const struct facts *facts = context;
	struct ha_slice rest = facts->forward;
	struct ha_address address;

	(void)family; /* what others there are makes no difference */
	FUZZ_REQUIRE(name[0] != '\0');
	if (is_failure(rest))
		return HA_LOOKUP_FAILED;
	if (rest.size == 0)
		return HA_LOOKUP_NONE;
	while (rest.size > 0) {
		size_t end = ha_slice_find(rest, ' ');

		if (ha_address_parse(ha_slice_head(rest, end), &address) &&
		    !visit(visitor, &address))
			break;
		rest = ha_slice_from(rest, end + 1);
	}
	return HA_LOOKUP_FOUND;
}

/* Every other group cannot be asked for the moment. */
static enum ha_lookup
netgroup_has(void *context, const char *group, const char *host)
{
	(void)context;
	if (strlen(group) % 2)
		return HA_LOOKUP_FAILED;
	return strlen(host) % 2 ? HA_LOOKUP_FOUND : HA_LOOKUP_NONE;
}

/* Nobody is there who knows of countries. */
static bool
may_fail(const struct facts *facts, const struct ha_pattern *pattern)
{
	return is_failure(facts->reverse) || is_failure(facts->forward) ||
	       ha_slice_find(facts->forward, ' ') < facts->forward.size ||
	       pattern->kind == HA_PATTERN_NETGROUP ||
	       pattern->kind == HA_PATTERN_PREDICATE || pattern->host_bits;
}

static void
make_request(const struct facts *facts, const struct ha_resolver *resolver,
	     struct ha_request *request)
{
	ha_request_init(request, resolver);
	ha_request_set_user(request, facts->user);
	ha_request_set_daemon(request, facts->user);
	if (facts->address.size > 0)
		ha_endpoint_set_address(&request->client, facts->address);
	if (facts->name.size > 0)
		ha_endpoint_set_name(&request->client, facts->name);
	else if (facts->claim.size > 0)
		ha_endpoint_claim_name(&request->client, facts->claim);
}

static enum ha_match
match_host(const struct facts *facts, const struct ha_pattern *pattern)
{
	const struct ha_resolver resolver = {
	    name_of, addresses_of, netgroup_has, .context = (void *)facts};
	struct ha_request request;
	enum ha_match first;

	make_request(facts, &resolver, &request);
	first = ha_pattern_match_host(pattern, &request, &request.client);
	/* What was looked up stays; to ask again changes nothing. */
	FUZZ_REQUIRE(
	    ha_pattern_match_host(pattern, &request, &request.client) == first);
	FUZZ_REQUIRE(ha_request_address(&request, &request.client)->state !=
		     HA_FACT_UNSET);
	FUZZ_REQUIRE(ha_request_name(&request, &request.client)->state !=
		     HA_FACT_UNSET);
	return first;
}

/* Bit NUMBER of BYTES, in network order. */
static bool
bit(const uint8_t *bytes, unsigned number)
{
	return bytes[number / 8] >> (7 - number % 8) & 1;
}

/* Whether A/LENGTH holds B, bit by bit. */
static bool
slow_contains(const struct ha_address *a, unsigned length,
	      const struct ha_address *b)
{
	if (a->family != b->family)
		return false;
	for (unsigned i = 0; i < length; i++)
		if (bit(a->bytes, i) != bit(b->bytes, i))
			return false;
	return a->zone[0] == '\0' || strcmp(a->zone, b->zone) == 0;
}

/* ADDRESS/LENGTH and ADDRESS of IPv4 and IPv6, v4-mapped ones apart. */
static void
check_net(const struct facts *facts, const struct ha_pattern *pattern,
	  enum ha_match match)
{
	size_t slash = ha_slice_find(facts->pattern, '/');
	struct ha_slice digits = ha_slice_from(facts->pattern, slash + 1);
	struct ha_address net, client;
	unsigned long length;
	unsigned width;

	if (pattern->kind != HA_PATTERN_NET ||
	    !ha_address_parse(facts->address, &client) ||
	    !ha_address_parse(ha_slice_head(facts->pattern, slash), &net))
		return;
	width = net.family == HA_FAMILY_IPV4 ? 32 : 128;
	if (net.family == HA_FAMILY_IPV4 &&
	    ha_slice_find(facts->pattern, ':') < facts->pattern.size)
		return;
	length = width;
	if (slash < facts->pattern.size &&
	    !ha_slice_number(digits, 10, width, &length))
		return;
	FUZZ_REQUIRE((match != HA_MATCH_NO) ==
		     slow_contains(&net, (unsigned)length, &client));
	FUZZ_REQUIRE(
	    match != HA_MATCH_HOST_BITS ||
	    (net.family == HA_FAMILY_IPV4 && !ha_address_equal(&net, &client)));
}

/* What looks like an address, with a digit, does not care for names. */
static void
check_numeric(const struct facts *facts, const struct ha_pattern *pattern,
	      enum ha_match match)
{
	struct facts nameless = *facts;
	struct ha_address address;

	if (!ha_slice_all(facts->pattern,
			  HA_C_DIGIT | HA_C_DOT | HA_C_WILDCARD) ||
	    !ha_slice_any(facts->pattern, HA_C_DIGIT) ||
	    !ha_address_parse(facts->address, &address))
		return;
	nameless.name = ha_slice_of("unknown");
	FUZZ_REQUIRE(match == match_host(&nameless, pattern));
}

/* Of an unknown name no text can be told. */
static void
check_nameless(const struct facts *facts, const struct ha_pattern *pattern)
{
	struct facts nameless = *facts;

	if (pattern->kind != HA_PATTERN_SUFFIX &&
	    pattern->kind != HA_PATTERN_FULL_NAME &&
	    pattern->kind != HA_PATTERN_LOCAL)
		return;
	nameless.name = ha_slice_of("unknown");
	FUZZ_REQUIRE(match_host(&nameless, pattern) == HA_MATCH_NO);
	nameless.name = ha_slice_of("paranoid");
	FUZZ_REQUIRE(match_host(&nameless, pattern) == HA_MATCH_NO);
}

static bool
slow_wildcard(struct ha_slice pattern, struct ha_slice text)
{
	if (pattern.size == 0)
		return text.size == 0;
	if (pattern.data[0] == '*')
		return slow_wildcard(ha_slice_from(pattern, 1), text) ||
		       (text.size > 0 &&
			slow_wildcard(pattern, ha_slice_from(text, 1)));
	return text.size > 0 &&
	       (pattern.data[0] == '?' ||
		ha_slice_equal(ha_slice_head(pattern, 1),
			       ha_slice_head(text, 1))) &&
	       slow_wildcard(ha_slice_from(pattern, 1), ha_slice_from(text, 1));
}

/* The matcher of wildcards against the slow one. */
static void
check_wildcard(const struct facts *facts)
{
	struct ha_slice pattern = ha_slice_head(facts->pattern, SLOW_MAX);
	struct ha_slice text = ha_slice_head(facts->user, SLOW_MAX);

	FUZZ_REQUIRE(ha_wildcard_match(pattern, text) ==
		     slow_wildcard(pattern, text));
}

/* Case does not matter, but in zones, and in names of groups and files. */
static void
check_case(const struct facts *facts, enum ha_match match)
{
	struct facts swapped = *facts;
	struct ha_pattern pattern;
	char text[256];

	if (facts->pattern.size > sizeof(text) ||
	    ha_slice_find(facts->pattern, '%') < facts->pattern.size ||
	    facts->pattern.data[0] == '@')
		return;
	for (size_t i = 0; i < facts->pattern.size; i++) {
		char c = facts->pattern.data[i];

		text[i] = (char)(isalpha((unsigned char)c) ? c ^ 0x20 : c);
	}
	swapped.pattern.data = text;
	ha_pattern_of_host(swapped.pattern, (struct ha_place){0}, NULL,
			   &pattern);
	FUZZ_REQUIRE(match_host(&swapped, &pattern) == match);
}

static bool
is_stars(struct ha_slice text)
{
	for (size_t i = 0; i < text.size; i++)
		if (text.data[i] != '*')
			return false;
	return true;
}

/* Only a name is known of the client, or what is none. */
static bool
is_claimed(const struct facts *facts)
{
	struct ha_address address;

	return facts->name.size == 0 && facts->claim.size > 0 &&
	       !ha_address_parse(facts->address, &address);
}

static void
check_host(const struct facts *facts)
{
	struct ha_pattern pattern;
	enum ha_match match;

	ha_pattern_of_host(facts->pattern, (struct ha_place){0}, NULL,
			   &pattern);
	match = match_host(facts, &pattern);
	FUZZ_REQUIRE(!ha_match_is_undecided(match) ||
		     may_fail(facts, &pattern) ||
		     (match == HA_MATCH_UNCONFIRMED && is_claimed(facts)));
	FUZZ_REQUIRE(match != HA_MATCH_YES || !is_claimed(facts) ||
		     pattern.kind == HA_PATTERN_ALL ||
		     is_stars(facts->pattern));
	FUZZ_REQUIRE(match != HA_MATCH_UNLIKELY || is_claimed(facts));
	FUZZ_REQUIRE(match != HA_MATCH_YES || pattern.kind != HA_PATTERN_NEVER);
	check_net(facts, &pattern, match);
	check_numeric(facts, &pattern, match);
	check_nameless(facts, &pattern);
	check_case(facts, match);
}

/* Users and daemons: only keywords and stars match who is not known. */
static void
check_fact(const struct facts *facts)
{
	const struct ha_fact unknown = {HA_FACT_UNKNOWN, {"unknown", 7}};
	struct ha_pattern user, daemon;
	struct ha_request request;

	make_request(facts, NULL, &request);
	request.server.port = 22;
	ha_pattern_of_user(facts->pattern, &user);
	ha_pattern_of_daemon(facts->pattern, &daemon);
	FUZZ_REQUIRE(ha_pattern_match_fact(&user, &unknown) ==
		     (ha_slice_is(facts->pattern, "ALL") ||
		      ha_slice_is(facts->pattern, "UNKNOWN") ||
		      is_stars(facts->pattern)));
	if (daemon.kind == HA_PATTERN_PORT)
		ha_pattern_match_port(&daemon, &request);
	else
		FUZZ_REQUIRE(ha_pattern_match_fact(&user, &request.user) ==
			     ha_pattern_match_fact(&daemon, &request.user));
}

/* Takes what INPUT says of the request. */
static void
read_facts(struct fuzz_input *input, struct facts *facts)
{
	const struct {
		const char *key;
		struct ha_slice *text;
	} keys[] = {
	    {"pattern", &facts->pattern}, {"address", &facts->address},
	    {"name", &facts->name},       {"claim", &facts->claim},
	    {"user", &facts->user},       {"reverse", &facts->reverse},
	    {"forward", &facts->forward},
	};
	struct ha_slice text;
	const char *key;

	while (fuzz_input_next(input, &key, &text))
		for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
			if (strcmp(key, keys[i].key) == 0)
				*keys[i].text = text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct ha_slice nothing = {"", 0};
	struct facts facts = {nothing, nothing, nothing, nothing,
			      nothing, nothing, nothing};
	struct fuzz_input input;
	struct ha_slice list;

	fuzz_input_open(data, size, &input);
	read_facts(&input, &facts);
	list = ha_slice_head(facts.pattern, ha_slice_find(facts.pattern, '\0'));
	if (ha_token_next(&list, &facts.pattern)) {
		check_wildcard(&facts);
		check_host(&facts);
		check_fact(&facts);
	}
	fuzz_input_close(&input);
	return 0;
}
