/* SPDX-License-Identifier: BSD-3-Clause */
/* Tokens against facts that are looked up. */
#include "common/rule/pattern.h"

#include "tests/unit/resolver_table.h"
#include "tests/unit/unit.h"

#define NO HA_MATCH_NO
#define YES HA_MATCH_YES
#define OPEN HA_MATCH_FAILED
#define CLAIM HA_MATCH_UNCONFIRMED
#define UNLIKELY HA_MATCH_UNLIKELY

static enum ha_match
match_host(const char *token, struct ha_request *request)
{
	const struct ha_place place = {"hosts.deny", 1, 1};
	struct ha_pattern pattern;

	ha_pattern_of_host(ha_slice_of(token), place, NULL, &pattern);
	return ha_pattern_match_host(&pattern, request, &request->client);
}

/* Tokens, and how many look-ups they need. */
struct token_row {
	const char *token;
	enum ha_match match;
	unsigned queries;
};

static bool claimed;

/*
 * Matches ROWS with a client of whom only ADDRESS is known or, if that is
 * NULL, only that its daemon says that its name is NAME: CLAIMED, or the daemon
 * vouches for it.  ANSWERS are the resolver's.
 */
static void
match_rows(const struct token_row *rows, size_t count, const char *address,
	   const char *name, const struct resolver_table *answers)
{
	for (size_t i = 0; i < count; i++) {
		struct resolver_table table = *answers;
		struct ha_resolver resolver = resolver_of_table(&table);
		unsigned queries = rows[i].queries;
		struct ha_request request;

		row(rows[i].token);
		ha_request_init(&request, &resolver);
		if (address)
			ha_endpoint_set_address(&request.client,
						ha_slice_of(address));
		else if (claimed)
			ha_endpoint_claim_name(&request.client,
					       ha_slice_of(name));
		else
			ha_endpoint_vouch_name(&request.client,
					       ha_slice_of(name));
		for (int again = 0; again < 2; again++)
			assert_int_equal(match_host(rows[i].token, &request),
					 rows[i].match);
		assert_int_equal(table.name_queries, address ? queries : 0);
		assert_int_equal(table.address_queries, address ? 0 : queries);
	}
}

/* What cannot be found out is neither a match nor none. */
static void
failed_look_ups_stay_open(void **state)
{
	static const struct table_name names[] = {{"192.0.2.1", NULL},
						  {NULL, NULL}};
	static const struct token_row rows[] = {
	    {"192.0.2.1", YES, 0},    {"192.0.2.", YES, 0},
	    {"192.0.2.0/24", YES, 0}, {"192.0.2.9", NO, 0},
	    {"192.0.2.?", YES, 0},    {"[::1]", NO, 0},
	    {"ALL", YES, 0},          {"*", YES, 0},
	    {".example", OPEN, 1},    {"h.example", OPEN, 1},
	    {"h.example.", OPEN, 1},  {"*.example", OPEN, 1},
	    {"LOCAL", OPEN, 1},       {"KNOWN", OPEN, 1},
	    {"UNKNOWN", OPEN, 1},     {"PARANOID", OPEN, 1},
	    {"@trusted", OPEN, 1},    {"a/b", NO, 0},
	};
	const struct resolver_table answers = {.names = names};

	(void)state;
	match_rows(rows, COUNT(rows), "192.0.2.1", NULL, &answers);
}

/* Whose address matches needs no name. */
static void
names_are_not_looked_up_in_vain(void **state)
{
	static const struct token_row rows[] = {
	    {"2001:db8:*", YES, 0}, {"2001:DB8::1", YES, 0},
	    {"@trusted", YES, 0},   {"2001:db9:*", NO, 0},
	    {"*db9*", OPEN, 1},
	};
	static const struct table_name names[] = {{"2001:db8::1", NULL},
						  {NULL, NULL}};
	const struct resolver_table answers = {
	    .names = names, .group = "trusted", .member = "2001:db8::1"};

	(void)state;
	match_rows(rows, COUNT(rows), "2001:db8::1", NULL, &answers);
}

/* A name of which no address is known: only address patterns need one. */
static void
addresses_are_looked_up_for_address_patterns(void **state)
{
	static const struct table_addresses addresses[] = {
	    {"h.example", "192.0.2.1"}, {NULL, NULL}};
	static const struct token_row rows[] = {
	    {"h.example", YES, 0},    {"x.example", NO, 0},
	    {".example", YES, 0},     {"*.example", YES, 0},
	    {"192.0.2.1", YES, 1},    {"192.0.2.", YES, 1},
	    {"192.0.2.0/24", YES, 1}, {"192.0.2.?", YES, 1},
	    {"2001:db8:*", NO, 1},    {"LOCAL", NO, 0},
	    {"*.*.*.*", YES, 1},
	};
	const struct resolver_table answers = {.addresses = addresses};

	(void)state;
	match_rows(rows, COUNT(rows), NULL, "h.example", &answers);
}

/* Of a name with several addresses any may be the client's. */
static void
several_addresses_must_agree(void **state)
{
	static const struct table_addresses addresses[] = {
	    {"two.example", "192.0.2.1 192.0.2.1 2001:db8::1"}, {NULL, NULL}};
	static const struct token_row rows[] = {
	    {"192.0.2.1", CLAIM, 1},    {"192.0.2.", CLAIM, 1},
	    {"192.0.2.0/24", CLAIM, 1}, {"[2001:db8::]/32", CLAIM, 1},
	    {"10.0.0.0/8", NO, 1},      {"[::2]", NO, 1},
	    {"1?2.0.2.1", CLAIM, 1},    {"*", YES, 0},
	    {"two.example", YES, 0},    {"KNOWN", YES, 1},
	    {"0.0.0.0/0", CLAIM, 1},
	};
	const struct resolver_table answers = {.addresses = addresses};

	(void)state;
	match_rows(rows, COUNT(rows), NULL, "two.example", &answers);
}

/* The addresses of a name cannot be looked up for the moment. */
static void
failed_look_ups_decide_nothing(void **state)
{
	static const struct table_addresses addresses[] = {{"h.example", NULL},
							   {NULL, NULL}};
	static const struct token_row rows[] = {
	    {"192.0.2.1", OPEN, 1},
	    {"192.0.2.", OPEN, 1},
	    {"192.0.2.0/24", OPEN, 1},
	    {"[::1]", OPEN, 1},
	    {"KNOWN", OPEN, 1},
	    {"UNKNOWN", OPEN, 1},
	    {"@trusted", OPEN, 1},
	    {"ALL", YES, 0},
	    {"*", YES, 0},
	};
	const struct resolver_table answers = {.addresses = addresses};

	(void)state;
	match_rows(rows, COUNT(rows), NULL, "h.example", &answers);
}

/* What nobody has confirmed may be true or not. */
static void
claims_stay_open(void **state)
{
	static const struct table_addresses addresses[] = {
	    {"h.example", "192.0.2.1"},
	    {"two.example", "192.0.2.1 10.0.0.1"},
	    {"slow.example", NULL},
	    {NULL, NULL}};
	static const struct token_row one[] = {
	    {"ALL", YES, 0},          {"*", YES, 0},
	    {"h.example", CLAIM, 0},  {"x.example", UNLIKELY, 0},
	    {".example", CLAIM, 0},   {"h.example.", CLAIM, 0},
	    {"*.example", CLAIM, 0},  {"*.example.*", UNLIKELY, 0},
	    {"LOCAL", UNLIKELY, 0},   {"KNOWN", CLAIM, 1},
	    {"UNKNOWN", UNLIKELY, 1}, {"PARANOID", UNLIKELY, 1},
	    {"192.0.2.1", CLAIM, 1},  {"192.0.2.2", UNLIKELY, 1},
	    {"192.0.2.", CLAIM, 1},   {"192.0.2.0/24", CLAIM, 1},
	    {"192.0.2.?", CLAIM, 1},  {"0.0.0.0/0", CLAIM, 1},
	    {"[::]/0", UNLIKELY, 1},  {"@trusted", CLAIM, 1},
	    {"@other", UNLIKELY, 1},  {"10.0.0.0/99", NO, 0},
	};
	static const struct token_row two[] = {
	    {"192.0.2.1", CLAIM, 1},
	    {"0.0.0.0/0", CLAIM, 1},
	    {"192.0.3.", UNLIKELY, 1},
	};
	static const struct token_row slow[] = {
	    {"192.0.2.1", OPEN, 1},
	    {"UNKNOWN", OPEN, 1},
	    {".example", CLAIM, 0},
	    {"ALL", YES, 0},
	};
	static const struct token_row none[] = {
	    {"192.0.2.1", UNLIKELY, 1},
	    {"UNKNOWN", CLAIM, 1},
	    {"KNOWN", UNLIKELY, 1},
	    {"LOCAL", CLAIM, 0},
	};
	const struct resolver_table answers = {
	    .addresses = addresses, .group = "trusted", .member = "h.example"};

	(void)state;
	claimed = true;
	match_rows(one, COUNT(one), NULL, "h.example", &answers);
	match_rows(two, COUNT(two), NULL, "two.example", &answers);
	match_rows(slow, COUNT(slow), NULL, "slow.example", &answers);
	match_rows(none, COUNT(none), NULL, "none", &answers);
	claimed = false;
}

/* Of whom nothing can be read: whoever it is, only ALL is for everybody. */
static void
who_cannot_be_read_may_be_anybody(void **state)
{
	static const struct token_row rows[] = {
	    {"ALL", YES, 0},         {"*", YES, 0},
	    {"**", YES, 0},          {"?*", CLAIM, 0},
	    {"192.0.2.1", CLAIM, 0}, {"192.0.2.0/24", CLAIM, 0},
	    {"[::1]", CLAIM, 0},     {"h.example", CLAIM, 0},
	    {".example", CLAIM, 0},  {"LOCAL", CLAIM, 0},
	    {"KNOWN", CLAIM, 0},     {"UNKNOWN", CLAIM, 0},
	    {"PARANOID", CLAIM, 0},  {"@trusted", CLAIM, 0},
	    {"10.0.0.0/99", NO, 0},
	};
	const struct resolver_table answers = {.group = "trusted",
					       .member = "h.example"};

	(void)state;
	for (int i = 0; i < 2; i++) {
		claimed = i > 0;
		match_rows(rows, COUNT(rows), NULL, "192.0.2.010", &answers);
	}
	claimed = false;
}

static void
netgroups_hold_names_and_addresses(void **state)
{
	static const struct {
		const char *member, *token;
		enum ha_match match;
	} rows[] = {
	    {"h.example", "@trusted", YES}, {"192.0.2.1", "@trusted", YES},
	    {"x.example", "@trusted", NO},  {"h.example", "@other", NO},
	    {"h.example", "@", NO},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct resolver_table table = {.group = "trusted",
					       .member = rows[i].member};
		struct ha_resolver resolver = resolver_of_table(&table);
		struct ha_request request;

		row(rows[i].member);
		ha_request_init(&request, &resolver);
		ha_endpoint_set_name(&request.client, S("h.example"));
		ha_endpoint_set_address(&request.client, S("192.0.2.1"));
		assert_int_equal(match_host(rows[i].token, &request),
				 rows[i].match);
	}
}

/* As long as a host name, and without anybody to ask. */
static void
netgroups_have_limits(void **state)
{
	char token[HA_NAME_MAX + 3] = "@";
	struct resolver_table table = {.group = token + 1,
				       .member = "192.0.2.1"};
	struct ha_resolver resolver = resolver_of_table(&table);
	struct ha_request request;

	(void)state;
	memset(token + 1, 'g', HA_NAME_MAX);
	ha_request_init(&request, &resolver);
	ha_endpoint_set_address(&request.client, S("192.0.2.1"));
	assert_int_equal(match_host(token, &request), YES);
	token[HA_NAME_MAX + 1] = 'g';
	assert_int_equal(match_host(token, &request), NO);
	ha_request_init(&request, NULL);
	ha_endpoint_set_address(&request.client, S("192.0.2.1"));
	assert_int_equal(match_host("@g", &request), NO);
	token[HA_NAME_MAX + 1] = '\0';
	table.group = "g";
	table.member = token + 1;
	ha_request_init(&request, &resolver);
	ha_endpoint_set_name(&request.client, ha_slice_of(token + 1));
	assert_int_equal(match_host("@g", &request), YES);
	token[HA_NAME_MAX + 1] = 'g';
	ha_endpoint_set_name(&request.client, ha_slice_of(token + 1));
	assert_int_equal(match_host("@g", &request), NO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_are_not_looked_up_in_vain),
	    cmocka_unit_test(failed_look_ups_stay_open),
	    cmocka_unit_test(addresses_are_looked_up_for_address_patterns),
	    cmocka_unit_test(several_addresses_must_agree),
	    cmocka_unit_test(failed_look_ups_decide_nothing),
	    cmocka_unit_test(claims_stay_open),
	    cmocka_unit_test(who_cannot_be_read_may_be_anybody),
	    cmocka_unit_test(netgroups_hold_names_and_addresses),
	    cmocka_unit_test(netgroups_have_limits),
	};

	return cmocka_run_group_tests_name("pattern_lookup", tests, NULL, NULL);
}
