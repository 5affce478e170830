/* SPDX-License-Identifier: BSD-3-Clause */
/* Tokens that no host can have as its name, and look-ups in vain. */
#include "common/rule/pattern.h"

#include "tests/unit/resolver_table.h"
#include "tests/unit/unit.h"

#define NO HA_MATCH_NO
#define YES HA_MATCH_YES
#define OPEN HA_MATCH_FAILED

static const struct table_name names[] = {{"192.0.2.1", NULL}, {NULL, NULL}};
static const struct table_addresses addresses[] = {{"h.example", NULL},
						   {NULL, NULL}};

/* A client of whom one thing is known, and a resolver that counts. */
struct client {
	struct resolver_table table;
	struct ha_resolver resolver;
	struct ha_request request;
};

/* Makes *CLIENT, known by its address or, without one, by its name. */
static void
make_client(struct client *client, bool by_address)
{
	client->table =
	    (struct resolver_table){.names = names, .addresses = addresses};
	client->resolver = resolver_of_table(&client->table);
	ha_request_init(&client->request, &client->resolver);
	if (by_address)
		ha_endpoint_set_address(&client->request.client,
					S("192.0.2.1"));
	else
		ha_endpoint_claim_name(&client->request.client, S("h.example"));
}

static enum ha_match
match_host(const char *token, struct ha_request *request)
{
	const struct ha_place place = {"hosts.deny", 1, 1};
	struct ha_pattern pattern;

	ha_pattern_of_host(ha_slice_of(token), place, NULL, &pattern);
	return ha_pattern_match_host(&pattern, request, &request->client);
}

/* What no name of a host can be is not looked up, or told from one. */
static const char *const no_names[] = {
    "!203.0.113.99",
    "!198.51.100.0/24x",
    ";",
    "<IP>",
    "(x)",
    "*(x)",
    "\"gate\"",
    "'h.example'",
    "a;b",
    "h.example;",
    "user=root",
    "192.0.2.1|192.0.2.2",
    "192.0.2.0\\24",
    "b\374cher.example",
    "h\302\240example",
    "\357\273\277h.example",
    ".example;",
    ".(x)",
    "h$.",
    "!h.example.",
    "*;*",
    "?!*",
    "*.ex\303\244mple",
    "h.example:22",
    "a:x*",
    "[x",
    "x]",
    "[::*]",
    "%",
    "+",
    "~",
    "#x",
    "\v",
    "a\vb",

    "192.0.2",
    "192.0.2.01",
    "192.0.2.256",
    "3221225985",
    "0xc0.0.2.1",
    "0xc0000201",
    "0x7f.1",
    "0X7F.0.0.1",
    "192.0.2.1.",
    "1.2.3.4.5",
    "..",
    ".",
    "1..2",
    "256.",
    "01.",
    "1.2.3.4.*",
    "*.*.*.*.1",
};

/* Matches TOKEN with both clients: NO, and nothing is looked up. */
static void
match_in_vain(const char *token)
{
	row(token);
	for (int by_address = 0; by_address < 2; by_address++) {
		struct client client;

		make_client(&client, by_address);
		assert_int_equal(match_host(token, &client.request), NO);
		assert_int_equal(client.table.name_queries, 0);
		assert_int_equal(client.table.address_queries, 0);
	}
}

static void
what_cannot_be_a_name_is_not_looked_up(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(no_names); i++)
		match_in_vain(no_names[i]);
}

/* No name is longer than 255 bytes; of a suffix, one byte stands before it. */
static void
what_is_too_long_is_not_looked_up(void **state)
{
	static const struct {
		const char *before, *behind;
		size_t fits;
	} rows[] = {
	    {"", "", 255},  {".", "", 254}, {"*", "", 256},  {"?", "", 255},
	    {"", "*", 256}, {"", ".", 256}, {"*", "*", 257},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char token[300];
		struct client client;
		size_t fits = rows[i].fits, end = strlen(rows[i].behind);

		memset(token, 'x', sizeof(token));
		memcpy(token, rows[i].before, strlen(rows[i].before));
		strcpy(token + fits - end, rows[i].behind);
		make_client(&client, true);
		assert_int_equal(match_host(token, &client.request), OPEN);
		assert_int_equal(client.table.name_queries, 1);
		token[fits - end] = 'x';
		strcpy(token + fits - end + 1, rows[i].behind);
		match_in_vain(token);
	}
}

/* Whatever was looked up before, and failed: the order makes no difference. */
static void
what_cannot_be_a_name_never_stays_open(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * COUNT(no_names); i++) {
		const char *token = no_names[i / 2];
		struct client client;

		row(token);
		make_client(&client, i % 2);
		assert_int_equal(match_host("UNKNOWN", &client.request), OPEN);
		assert_int_equal(match_host(token, &client.request), NO);
		assert_int_equal(match_host("*.other", &client.request),
				 i % 2 ? OPEN : HA_MATCH_UNLIKELY);
	}
}

/* Who gives a name that is none means it: it is compared as it stands. */
static void
odd_names_that_are_given_match_as_text(void **state)
{
	static const struct {
		const char *token, *name;
		enum ha_match match;
	} rows[] = {
	    {"!x", "!X", YES},         {"(x)", "(x)", YES},
	    {";", ";", YES},           {"*(x)", "a(x)", YES},
	    {".a;", "b.a;", YES},      {"h\xfc.", "h\xfc", YES},
	    {"0x7f.1", "0x7F.1", YES}, {"!x", "!y", NO},
	    {"(x)", "", NO},           {"*(x)", "paranoid", NO},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_request request;

		row(rows[i].token);
		ha_request_init(&request, NULL);
		ha_endpoint_set_name(&request.client,
				     ha_slice_of(rows[i].name));
		ha_endpoint_set_address(&request.client, S("192.0.2.1"));
		assert_int_equal(match_host(rows[i].token, &request),
				 rows[i].match);
		ha_endpoint_set_name(&request.client, S("other"));
		ha_endpoint_set_address(&request.client,
					ha_slice_of(rows[i].name));
		if (rows[i].token[0] != '.' &&
		    rows[i].token[strlen(rows[i].token) - 1] != '.')
			assert_int_equal(match_host(rows[i].token, &request),
					 rows[i].match);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_cannot_be_a_name_is_not_looked_up),
	    cmocka_unit_test(what_is_too_long_is_not_looked_up),
	    cmocka_unit_test(what_cannot_be_a_name_never_stays_open),
	    cmocka_unit_test(odd_names_that_are_given_match_as_text),
	};

	return cmocka_run_group_tests_name("pattern_reach", tests, NULL, NULL);
}
