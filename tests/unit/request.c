/* SPDX-License-Identifier: BSD-3-Clause */
/* Facts of a request: what is looked up, and what is believed. */
#include "common/request/request.h"

#include "tests/unit/resolver_table.h"
#include "tests/unit/unit.h"

static const struct table_name names[] = {
    {"192.0.2.1", "good.example.com"},
    {"192.0.2.2", "no-address.example.com"},
    {"192.0.2.3", "good.example.com"},
    {"192.0.2.4", "192.0.2.4"},
    {"192.0.2.5", "unknown"},
    {"192.0.2.6", "paranoid"},
    {"192.0.2.7", "evil name"},
    {"192.0.2.8", NULL},
    {"192.0.2.9", "slow.example.com"},
    {"192.0.2.10", "0xc000020a"},
    {"192.0.2.11", "many.example.com"},
    {"192.0.2.12", ""},
    {"192.0.2.14", "half.example.com"},
    {"192.0.2.15", "six.example.com"},
    {"192.0.2.16", "good.example.com."},
    {"192.0.2.17", "a..example.com"},
    {"192.0.2.18", ".example.com"},
    {"2001:db8::1", "six.example.com"},
    {"2001:db8::2", "good.example.com"},
    {"2001:db8::14", "half.example.com"},
    {"2001:db8::15", "half.example.com"},
    {"fe80::1%2", "link.example.com"},
    {NULL, NULL},
};

static const struct table_addresses addresses[] = {
    {"good.example.com", "192.0.2.1 192.0.2.16"},
    {"a..example.com", "192.0.2.17"},
    {".example.com", "192.0.2.18"},
    {"192.0.2.4", "192.0.2.4"},
    {"unknown", "192.0.2.5"},
    {"paranoid", "192.0.2.6"},
    {"evil name", "192.0.2.7"},
    {"slow.example.com", NULL},
    {"0xc000020a", "192.0.2.10"},
    {"many.example.com", "198.51.100.1 192.0.2.11 198.51.100.2"},
    {"six.example.com", "192.0.2.99 2001:db8::1"},
    {"half.example.com", "2001:db8::14"},
    {"crowd.example.com",
     "10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 10.0.0.7 "
     "10.0.0.8 10.0.0.9 10.0.0.10 10.0.0.11 10.0.0.12 10.0.0.13 "
     "10.0.0.14 10.0.0.15 10.0.0.16 10.0.0.17 10.0.0.18 10.0.0.19"},
    {"twins.example.com",
     "10.0.0.1 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 "
     "10.0.0.7 10.0.0.8 10.0.0.9 10.0.0.10 10.0.0.11 10.0.0.12 10.0.0.13 "
     "10.0.0.14 10.0.0.15 10.0.0.16 10.0.0.16"},
    {"link.example.com", "fe80::1"},
    {NULL, NULL},
};

static void
names_are_confirmed(void **state)
{
	static const struct {
		const char *address;
		enum ha_fact_state state;
		const char *name;
	} rows[] = {
	    {"192.0.2.1", HA_FACT_KNOWN, "good.example.com"},
	    {"192.0.2.2", HA_FACT_PARANOID, ""}, /* no address at all */
	    {"192.0.2.3", HA_FACT_PARANOID, ""}, /* somebody else's name */
	    {"192.0.2.4", HA_FACT_PARANOID, ""}, /* a number */
	    {"192.0.2.5", HA_FACT_PARANOID, ""}, /* a keyword */
	    {"192.0.2.6", HA_FACT_PARANOID, ""}, /* a keyword */
	    {"192.0.2.7", HA_FACT_PARANOID, ""}, /* an illegal byte */
	    {"192.0.2.8", HA_FACT_FAILED, ""},
	    {"192.0.2.9", HA_FACT_FAILED, ""},
	    {"192.0.2.10", HA_FACT_PARANOID, ""}, /* a number in disguise */
	    {"192.0.2.11", HA_FACT_KNOWN, "many.example.com"},
	    {"192.0.2.12", HA_FACT_PARANOID, ""}, /* an empty name */
	    {"192.0.2.13", HA_FACT_UNKNOWN, ""},
	    {"192.0.2.14", HA_FACT_FAILED, ""}, /* IPv4 cannot be asked for */
	    {"192.0.2.15", HA_FACT_PARANOID, ""},
	    {"192.0.2.16", HA_FACT_KNOWN, "good.example.com"},
	    {"192.0.2.17", HA_FACT_PARANOID, ""}, /* an empty label */
	    {"192.0.2.18", HA_FACT_PARANOID, ""}, /* likewise */
	    {"2001:db8::1", HA_FACT_KNOWN, "six.example.com"},
	    {"2001:db8::2", HA_FACT_PARANOID, ""}, /* no IPv6 address */
	    {"2001:db8::14", HA_FACT_KNOWN, "half.example.com"},
	    {"2001:db8::15", HA_FACT_PARANOID, ""},
	    {"fe80::1%2", HA_FACT_KNOWN, "link.example.com"},
	    {"host.example.com", HA_FACT_UNKNOWN, ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct resolver_table table = {.names = names,
					       .addresses = addresses,
					       .broken = "half.example.com"};
		struct ha_resolver resolver = resolver_of_table(&table);
		struct ha_request request;
		const struct ha_fact *name;

		row(rows[i].address);
		ha_request_init(&request, &resolver);
		ha_endpoint_set_address(&request.client,
					ha_slice_of(rows[i].address));
		name = ha_request_name(&request, &request.client);
		assert_int_equal(name->state, rows[i].state);
		assert_slice(name->text, rows[i].name);
		ha_request_name(&request, &request.client);
		assert_within(table.name_queries, 0, 1);
		assert_within(table.address_queries, 0, 1);
	}
}

#define KNOWN HA_FACT_KNOWN
#define UNKNOWN HA_FACT_UNKNOWN
#define PARANOID HA_FACT_PARANOID
#define FAILED HA_FACT_FAILED
#define GOOD HA_STANDING_GOOD
#define CLAIMED HA_STANDING_CLAIMED
#define UNREADABLE HA_STANDING_UNREADABLE

/* Names that the daemon gives are claims. */
static void
claims_are_confirmed_if_there_is_an_address(void **state)
{
	static const struct {
		const char *claim, *address;
		enum ha_fact_state name, number;
		unsigned queries;
		enum ha_standing standing;
	} rows[] = {
	    {"good.example.com", "192.0.2.1", KNOWN, KNOWN, 1, GOOD},
	    {"good.example.com.", "192.0.2.1", KNOWN, KNOWN, 1, GOOD},
	    {"good.example.com", "192.0.2.2", PARANOID, KNOWN, 1, GOOD},
	    {"slow.example.com", "192.0.2.9", FAILED, KNOWN, 1, GOOD},
	    {"a b", "192.0.2.1", PARANOID, KNOWN, 0, GOOD},
	    {"good.example.com", NULL, KNOWN, KNOWN, 1, CLAIMED},
	    {" good.example.com.\n", NULL, KNOWN, KNOWN, 1, CLAIMED},
	    {"many.example.com", NULL, KNOWN, KNOWN, 1, CLAIMED},
	    {"crowd.example.com", NULL, KNOWN, FAILED, 1, CLAIMED},
	    {"twins.example.com", NULL, KNOWN, KNOWN, 1, CLAIMED},
	    {"slow.example.com", NULL, KNOWN, FAILED, 1, CLAIMED},
	    {"half.example.com", NULL, KNOWN, FAILED, 1, CLAIMED},
	    {"none.example.com", NULL, KNOWN, UNKNOWN, 1, CLAIMED},
	    {"0300.0.2.1", NULL, PARANOID, UNKNOWN, 0, UNREADABLE},
	    {"a\nb", NULL, PARANOID, UNKNOWN, 0, UNREADABLE},
	    {"paranoid", NULL, PARANOID, UNKNOWN, 0, UNREADABLE},
	    {"", NULL, PARANOID, UNKNOWN, 0, UNREADABLE},
	    {" ", NULL, PARANOID, UNKNOWN, 0, UNREADABLE},
	    {".", NULL, PARANOID, UNKNOWN, 0, UNREADABLE},
	    {"a.example..", NULL, PARANOID, UNKNOWN, 0, UNREADABLE},
	    {".example.com", NULL, PARANOID, UNKNOWN, 0, UNREADABLE},
	    {"a.example:22", NULL, PARANOID, UNKNOWN, 0, UNREADABLE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct resolver_table table = {.names = names,
					       .addresses = addresses,
					       .broken = "half.example.com"};
		struct ha_resolver resolver = resolver_of_table(&table);
		struct ha_request request;
		struct ha_endpoint *client = &request.client;

		row(rows[i].claim);
		ha_request_init(&request, &resolver);
		if (rows[i].address)
			ha_endpoint_set_address(client,
						ha_slice_of(rows[i].address));
		ha_endpoint_claim_name(client, S("before.example.com"));
		ha_endpoint_claim_name(client, ha_slice_of(rows[i].claim));
		assert_int_equal(ha_endpoint_standing(client),
				 rows[i].standing);
		assert_int_equal(ha_request_name(&request, client)->state,
				 rows[i].name);
		assert_int_equal(ha_request_address(&request, client)->state,
				 rows[i].number);
		assert_int_equal(table.address_queries, rows[i].queries);
		assert_int_equal(table.name_queries, 0);
		assert_int_equal(ha_endpoint_standing(client),
				 rows[i].standing);
	}
}

/* The daemon may have confirmed a name that it gives, but nothing else. */
static void
claims_are_vouched_for(void **state)
{
	struct resolver_table table = {.addresses = addresses};
	struct ha_resolver resolver = resolver_of_table(&table);
	struct ha_request request;
	struct ha_endpoint *client = &request.client;

	(void)state;
	ha_request_init(&request, &resolver);
	ha_endpoint_vouch_name(client, S("many.example.com"));
	assert_int_equal(ha_request_address(&request, client)->state, KNOWN);
	assert_int_equal(ha_endpoint_standing(client), GOOD);
	ha_endpoint_vouch_name(client, S("192.0.2.010"));
	assert_int_equal(ha_endpoint_standing(client), UNREADABLE);
	assert_slice(client->unsound, "192.0.2.010");
	ha_endpoint_claim_name(client, S("many.example.com"));
	assert_int_equal(ha_endpoint_standing(client), CLAIMED);
	assert_slice(client->unsound, "");
	ha_request_init(&request, &resolver);
	ha_endpoint_set_address(client, S("192.0.2.1"));
	ha_endpoint_vouch_name(client, S("many.example.com"));
	assert_int_equal(ha_request_name(&request, client)->state, PARANOID);
}

/* What is known takes the place of what is claimed. */
static void
names_that_are_set_are_no_claims(void **state)
{
	struct ha_request request;
	struct ha_endpoint *client = &request.client;

	(void)state;
	ha_request_init(&request, NULL);
	ha_endpoint_claim_name(client, S("good.example.com"));
	assert_true(client->name_claimed);
	ha_endpoint_set_name(client, S("box.example.com"));
	assert_false(client->name_claimed);
	assert_slice(ha_request_name(&request, client)->text,
		     "box.example.com");
}

/* What is one too many is the last one that is looked at. */
static void
no_crowd_is_looked_through(void **state)
{
	struct resolver_table table = {.addresses = addresses};
	struct ha_resolver resolver = resolver_of_table(&table);
	struct ha_request request;

	(void)state;
	ha_request_init(&request, &resolver);
	ha_endpoint_claim_name(&request.client, S("crowd.example.com"));
	ha_request_address(&request, &request.client);
	assert_int_equal(table.visits, HA_ADDRESSES_MAX + 1);
}

static void
without_a_resolver_nothing_is_looked_up(void **state)
{
	struct ha_request request;

	(void)state;
	ha_request_init(&request, NULL);
	ha_endpoint_set_address(&request.client, S("192.0.2.1"));
	assert_int_equal(ha_request_name(&request, &request.client)->state,
			 HA_FACT_UNKNOWN);
	ha_request_init(&request, NULL);
	ha_endpoint_claim_name(&request.client, S("good.example.com"));
	assert_int_equal(ha_request_address(&request, &request.client)->state,
			 HA_FACT_UNKNOWN);
	assert_int_equal(ha_request_name(&request, &request.client)->state,
			 HA_FACT_KNOWN);
}

static void
names_have_a_longest_size(void **state)
{
	char name[300];
	struct ha_request request;

	(void)state;
	memset(name, 'a', sizeof(name));
	for (size_t i = 63; i < sizeof(name); i += 64)
		name[i] = '.';
	ha_request_init(&request, NULL);
	ha_endpoint_claim_name(&request.client, (struct ha_slice){name, 255});
	assert_int_equal(ha_request_name(&request, &request.client)->state,
			 HA_FACT_KNOWN);
	ha_request_init(&request, NULL);
	name[255] = 'a'; /* and not the final dot */
	ha_endpoint_claim_name(&request.client, (struct ha_slice){name, 256});
	assert_int_equal(ha_request_name(&request, &request.client)->state,
			 HA_FACT_PARANOID);
}

/* R1.25, and the words of a request. */
static void
texts_become_facts(void **state)
{
	static const struct {
		const char *text;
		enum ha_fact_state daemon, user;
	} rows[] = {
	    {"sshd", HA_FACT_KNOWN, HA_FACT_KNOWN},
	    {"", HA_FACT_KNOWN, HA_FACT_UNKNOWN},
	    {"UnKnown", HA_FACT_UNKNOWN, HA_FACT_UNKNOWN},
	    {"paranoid", HA_FACT_PARANOID, HA_FACT_PARANOID},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_request request;
		struct ha_slice text = ha_slice_of(rows[i].text);

		row(rows[i].text);
		ha_request_init(&request, NULL);
		ha_request_set_daemon(&request, text);
		ha_request_set_user(&request, text);
		ha_endpoint_set_name(&request.client, text);
		ha_endpoint_set_address(&request.client, text);
		assert_int_equal(request.daemon.state, rows[i].daemon);
		assert_int_equal(request.user.state, rows[i].user);
		assert_int_equal(request.client.name_fact.state, rows[i].user);
		assert_int_equal(request.client.address_fact.state,
				 rows[i].user);
		assert_int_equal(request.client.address.family, HA_FAMILY_NONE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_are_confirmed),
	    cmocka_unit_test(claims_are_confirmed_if_there_is_an_address),
	    cmocka_unit_test(claims_are_vouched_for),
	    cmocka_unit_test(names_that_are_set_are_no_claims),
	    cmocka_unit_test(no_crowd_is_looked_through),
	    cmocka_unit_test(without_a_resolver_nothing_is_looked_up),
	    cmocka_unit_test(names_have_a_longest_size),
	    cmocka_unit_test(texts_become_facts),
	};

	return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
