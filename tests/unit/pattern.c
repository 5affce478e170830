/* SPDX-License-Identifier: BSD-3-Clause */
/* Tokens against facts. */
#include "common/rule/pattern.h"

#include "tests/unit/unit.h"

static enum ha_diagnostic_id heard;

static void
hear(void *context, const struct ha_diagnostic *diagnostic)
{
	(void)context;
	heard = diagnostic->id;
}

static const struct ha_sink sink = {hear, NULL};

#define NO HA_MATCH_NO
#define YES HA_MATCH_YES
#define BITS HA_MATCH_HOST_BITS

static enum ha_match
match_host(const char *token, struct ha_request *request)
{
	const struct ha_place place = {"hosts.deny", 1, 1};
	struct ha_pattern pattern;

	heard = HA_D_NONE;
	ha_pattern_of_host(ha_slice_of(token), place, &sink, &pattern);
	return ha_pattern_match_host(&pattern, request, &request->client);
}

/* Rules R4 and the rows of the differences, for host patterns. */
static const struct host_row {
	const char *token, *name, *address;
	enum ha_match match;
	enum ha_diagnostic_id heard;
} host_rows[] = {
    /* Keywords: ALL, KNOWN, UNKNOWN, PARANOID, LOCAL. */
    {"ALL", "", "", YES, 0},
    {"all", "paranoid", "192.0.2.1", YES, 0},
    {"KNOWN", "h.example", "192.0.2.1", YES, 0},
    {"KNOWN", "", "192.0.2.1", NO, 0},
    {"KNOWN", "paranoid", "192.0.2.1", NO, 0},
    {"KNOWN", "h.example", "", NO, 0},
    {"UNKNOWN", "", "192.0.2.1", YES, 0},
    {"UNKNOWN", "h.example", "", YES, 0},
    {"UNKNOWN", "paranoid", "192.0.2.1", NO, 0},
    {"PARANOID", "paranoid", "192.0.2.1", YES, 0},
    {"PARANOID", "", "192.0.2.1", NO, 0},
    {"LOCAL", "box", "192.0.2.1", YES, 0},
    {"LOCAL", "box.lan", "192.0.2.1", NO, 0},
    {"LOCAL", "", "127.0.0.1", NO, 0},
    {"LOCAL", "paranoid", "127.0.0.1", NO, 0},
    /* Equality. */
    {"192.0.2.1", "", "192.0.2.1", YES, 0},
    {"192.0.2.1", "192.0.2.1", "192.0.2.9", NO, 0},
    {"192.0.2.01", "", "192.0.2.1", NO, 0},
    {"H.Example", "h.eXample", "192.0.2.1", YES, 0},
    {"h.example", "h.example.", "192.0.2.1", NO, 0},
    {"192.0.2.1", "", "::ffff:192.0.2.1", YES, 0},
    {"192.0.2.1", "", "0:0:0:0:0:FFFF:C000:201", YES, 0},
    {"some text", "", "some text", YES, 0},
    /* Suffixes: names only. */
    {".example", "h.example", "192.0.2.1", YES, 0},
    {".example", "example", "192.0.2.1", NO, 0},
    {".example", "notexample", "192.0.2.1", NO, 0},
    {".example", "h.example.evil", "192.0.2.1", NO, 0},
    {".example", "", "h.example", NO, 0},
    {".2.1", "h.2.1", "192.0.2.1", NO, HA_D_SUFFIX_ADDRESS},
    /* Prefixes: addresses only; a name with a final dot is that name. */
    {"192.0.2.", "", "192.0.2.1", YES, 0},
    {"192.0.2.", "", "192.0.20.1", NO, 0},
    {"192.0.2.", "192.0.2.evil.example", "198.51.100.1", NO, 0},
    {"h.example.", "h.example", "192.0.2.1", YES, 0},
    {"h.example.", "h.example.", "192.0.2.1", YES, 0},
    {"h.example.", "h.example.evil", "192.0.2.1", NO, 0},
    {"h.example.", "", "h.example", NO, 0},
    /* Wildcards. */
    {"*.example", "h.example", "192.0.2.1", YES, 0},
    {"*.example", "", "192.0.2.1", NO, 0},
    {"192.0.2.*", "", "192.0.2.1", YES, 0},
    {"192.0.2.*", "192.0.2.1.evil.example", "198.51.100.1", NO, 0},
    {"2001:db8:*", "", "2001:DB8::1", YES, 0},
    {"*", "", "", YES, 0},
    {"**", "paranoid", "", YES, 0},
    {"p*", "paranoid", "192.0.2.1", NO, 0},
    {"un*", "", "192.0.2.1", NO, 0},
    {"?*", "", "", NO, 0},
    {"1?2.0.2.1", "", "192.0.2.1", YES, 0},
    {"*.*", "h.example", "2001:db8::1", YES, 0},
    {"*.*", "", "2001:db8::1", NO, 0},
    {"*.*", "box", "192.0.2.1", YES, 0},
    /* Nets of IPv4. */
    {"192.0.2.0/24", "", "192.0.2.1", YES, 0},
    {"192.0.2.0/24", "", "192.0.3.1", NO, 0},
    {"192.0.2.0/24", "192.0.2.1", "", NO, 0},
    {"192.0.2.0/255.255.255.0", "", "192.0.2.1", YES, 0},
    {"192.0.2.1/255.255.255.255", "", "192.0.2.1", YES, 0},
    {"192.0.2.2/255.255.255.255", "", "192.0.2.1", NO, 0},
    {"192.0.3.1/255.0.255.255", "", "192.9.3.1", YES, 0},
    {"192.0.3.1/255.0.255.255", "", "192.0.3.1", YES, 0},
    {"0.0.0.0/0", "", "192.0.2.1", YES, 0},
    {"0.0.0.0/0", "", "2001:db8::1", NO, 0},
    {"0.0.0.0/0", "", "255.255.255.255", YES, 0},
    {"0.0.0.0/0.0.0.0", "", "192.0.2.1", YES, 0},
    {"192.0.2.1/32", "", "192.0.2.1", YES, 0},
    {"192.0.2.1/33", "", "192.0.2.1", NO, HA_D_NET_BAD_MASK},
    {"192.0.2.1/-1", "", "192.0.2.1", NO, HA_D_NET_BAD_MASK},
    {"192.0.2.1/", "", "192.0.2.1", NO, HA_D_NET_BAD_MASK},
    {"192.0.2.1/x", "", "192.0.2.1", NO, HA_D_NET_BAD_MASK},
    {"192.0.0.0/0x8", "", "192.0.2.1", NO, HA_D_NET_BAD_MASK},
    {"192.0.0.0/8x", "", "192.0.2.1", YES, HA_D_NET_MASK_TRAILER},
    {"192.0.0.0/+08", "", "192.0.2.1", YES, 0},
    {"192.0.0.0/4294967304", "", "192.0.2.1", NO, HA_D_NET_BAD_MASK},
    {"0300.0.0x2.0/24", "", "192.0.2.1", YES, 0},
    {"192.0.2/24", "", "192.0.2.1", NO, HA_D_NET_BAD},
    {"192/8", "", "192.0.2.1", NO, HA_D_NET_BAD},
    {"192.0.2.*/24", "", "192.0.2.1", NO, HA_D_NET_BAD},
    {"a/b", "a/b", "192.0.2.1", NO, HA_D_NET_BAD},
    /* With host bits, a host or a net: certain where both agree. */
    {"192.0.2.9/24", "", "192.0.2.9", YES, HA_D_NET_HOST_BITS},
    {"192.0.2.9/24", "", "192.0.2.1", BITS, HA_D_NET_HOST_BITS},
    {"192.0.2.9/24", "", "192.0.2.0", BITS, HA_D_NET_HOST_BITS},
    {"192.0.2.9/24", "", "192.0.3.9", NO, HA_D_NET_HOST_BITS},
    {"192.0.2.9/24", "", "2001:db8::9", NO, HA_D_NET_HOST_BITS},
    {"192.0.2.9/24", "192.0.2.9", "", NO, HA_D_NET_HOST_BITS},
    {"192.0.2.9/24", "", "::ffff:192.0.2.9", YES, HA_D_NET_HOST_BITS},
    {"192.0.2.9/255.255.255.0", "", "192.0.2.9", YES, HA_D_NET_HOST_BITS},
    {"192.0.2.9/255.255.255.0", "", "192.0.2.1", BITS, HA_D_NET_HOST_BITS},
    {"192.0.2.9/255.255.255.0", "", "192.0.1.9", NO, HA_D_NET_HOST_BITS},
    {"0300.0.2.011/0xff.255.255.0", "", "192.0.2.9", YES, HA_D_NET_HOST_BITS},
    {"192.0.2.9/24x", "", "192.0.2.1", BITS, HA_D_NET_HOST_BITS},
    {"192.0.2.9/+24", "", "192.0.2.1", BITS, HA_D_NET_HOST_BITS},
    {"192.0.2.3/31", "", "192.0.2.2", BITS, HA_D_NET_HOST_BITS},
    {"192.0.2.3/31", "", "192.0.2.3", YES, HA_D_NET_HOST_BITS},
    {"192.0.2.3/31", "", "192.0.2.4", NO, HA_D_NET_HOST_BITS},
    {"192.0.2.9/0", "", "192.0.2.9", YES, HA_D_NET_HOST_BITS},
    {"192.0.2.9/0", "", "8.8.8.8", BITS, HA_D_NET_HOST_BITS},
    {"192.0.2.9/0", "", "2001:db8::9", NO, HA_D_NET_HOST_BITS},
    {"192.0.2.9/0.0.0.0", "", "8.8.8.8", BITS, HA_D_NET_HOST_BITS},
    {"192.0.2.0/0.0.0.255", "", "192.0.2.0", YES, HA_D_NET_HOST_BITS},
    {"192.0.2.0/0.0.0.255", "", "198.51.100.0", BITS, HA_D_NET_HOST_BITS},
    {"192.0.2.0/0.0.0.255", "", "192.0.2.1", NO, HA_D_NET_HOST_BITS},
    {"192.1.3.1/255.0.255.255", "", "192.1.3.1", YES, HA_D_NET_HOST_BITS},
    {"192.1.3.1/255.0.255.255", "", "192.2.3.1", BITS, HA_D_NET_HOST_BITS},
    {"192.1.3.1/255.0.255.255", "", "192.1.4.1", NO, HA_D_NET_HOST_BITS},
    {"255.255.255.255/8", "", "255.255.255.255", YES, HA_D_NET_HOST_BITS},
    {"[::ffff:192.0.2.9]/120", "", "192.0.2.9", YES, HA_D_NET_HOST_BITS},
    {"[::ffff:192.0.2.9/120]", "", "192.0.2.1", BITS, HA_D_NET_HOST_BITS},
    {"::ffff:c000:209/120", "", "192.0.2.1", BITS, HA_D_NET_HOST_BITS},
    {"[::ffff:192.0.2.9]/96", "", "8.8.8.8", BITS, HA_D_NET_HOST_BITS},
    {"[::ffff:192.0.2.9]/95", "", "192.0.2.9", NO, 0},
    /* IPv6, in brackets and bare. */
    {"[2001:DB8:0::1]", "", "2001:db8::1", YES, 0},
    {"2001:DB8:0::1", "", "2001:db8::1", YES, 0},
    {"[2001:db8::1]", "2001:db8::1", "192.0.2.1", NO, 0},
    {"[2001:db8::9]/32", "", "2001:db8::1", YES, 0},
    {"[2001:db8::9/32]", "", "2001:db8::1", YES, 0},
    {"2001:db8::9/32", "", "2001:db8::1", YES, 0},
    {"[2001:db8::]/129", "", "2001:db8::1", NO, HA_D_NET_BAD_MASK},
    {"[2001:db8::]/", "", "2001:db8::1", NO, HA_D_NET_BAD_MASK},
    {"[2001:db8::]/x", "", "2001:db8::1", NO, HA_D_NET_BAD_MASK},
    {"2001:db8::/x", "", "2001:db8::1", NO, HA_D_NET_BAD_MASK},
    {"[::]/0", "", "2001:db8::1", YES, 0},
    {"[::]/0", "", "192.0.2.1", NO, 0},
    {"[::ffff:0:0]/96", "", "192.0.2.1", YES, 0},
    {"[::ffff:192.0.2.1]", "", "192.0.2.1", YES, 0},
    {"[::ffff:192.0.2.1%eth0]", "", "192.0.2.1", YES, 0},
    {"[192.0.2.1]", "", "192.0.2.1", NO, HA_D_BRACKET_NO_ADDRESS},
    {"[2001:db8::*]", "", "2001:db8::1", NO, 0},
    {"[*", "[x", "192.0.2.1", YES, 0},
    {"[x", "[x", "192.0.2.1", YES, HA_D_BRACKET_UNBALANCED},
    {"[2001:db8::/32x]", "", "2001:db8::1", YES, HA_D_NET_MASK_TRAILER},
    {"[2001:db8::/0x]", "", "2001:db8::1", NO, HA_D_NET_BAD_MASK},
    {"[2001:db8::1", "", "2001:db8::1", NO, HA_D_BRACKET_UNBALANCED},
    {"[2001:db8::/32", "", "2001:db8::1", NO, HA_D_NET_BAD},
    {"[]", "", "2001:db8::1", NO, HA_D_BRACKET_NO_ADDRESS},
    {"[", "", "2001:db8::1", NO, HA_D_BRACKET_UNBALANCED},
    {"x]", "x]", "192.0.2.1", YES, HA_D_BRACKET_UNBALANCED},
    {"[fe80::1]", "", "fe80::1%2", YES, 0},
    {"[fe80::1%2]", "", "fe80::1%2", YES, 0},
    {"[fe80::1%2]", "", "fe80::1%3", NO, 0},
    {"[fe80::%2]/10", "", "fe80::1%2", YES, 0},
    {"[fe80::%2]/10", "", "fe80::1", NO, 0},
    {"[fe80::1%]", "", "fe80::1", NO, HA_D_BRACKET_NO_ADDRESS},
    {"[fe80::1%2:]", "", "fe80::1%2", NO, HA_D_BRACKET_NO_ADDRESS},
    {"[::1]/0/0", "", "::1", NO, HA_D_NET_BAD_MASK},
};

static void
hosts_match(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(host_rows); i++) {
		const struct host_row *r = &host_rows[i];
		struct ha_request request;

		print_message("  %s | %s | %s\n", r->token, r->name,
			      r->address);
		ha_request_init(&request, NULL);
		ha_endpoint_set_name(&request.client, ha_slice_of(r->name));
		ha_endpoint_set_address(&request.client,
					ha_slice_of(r->address));
		assert_int_equal(match_host(r->token, &request), r->match);
		assert_int_equal(heard, r->heard);
	}
}

/* R4.42 and R4.43. */
static void
users_and_daemons_match_as_text(void **state)
{
	static const struct {
		const char *token, *user;
		bool match;
	} rows[] = {
	    {"ALL", "", true},
	    {"ALL", "bob", true},
	    {"KNOWN", "bob", true},
	    {"KNOWN", "", false},
	    {"KNOWN", "paranoid", true},
	    {"UNKNOWN", "", true},
	    {"UNKNOWN", "bob", false},
	    {"PARANOID", "paranoid", true},
	    {"Bob", "bOB", true},
	    {"bob", "bobby", false},
	    {"bob.", "bob.smith", true},
	    {".smith", "bob.smith", true},
	    {".smith", ".smith", false},
	    {"b*", "bob", true},
	    {"un*", "", false},
	    {"*", "", true},
	    {"local", "LOCAL", true},
	    {"/x", "/x", true},
	    {"[::1]", "::1", false},
	    {"[::1]", "[::1]", true},
	    {"192.0.2.0/24", "192.0.2.1", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_request request;
		struct ha_pattern pattern;

		row(rows[i].token);
		ha_request_init(&request, NULL);
		ha_request_set_user(&request, ha_slice_of(rows[i].user));
		ha_pattern_of_user(ha_slice_of(rows[i].token), &pattern);
		assert_int_equal(ha_pattern_match_fact(&pattern, &request.user),
				 rows[i].match);
		if (rows[i].user[0] == '\0')
			continue;
		ha_request_set_daemon(&request, ha_slice_of(rows[i].user));
		ha_pattern_of_daemon(ha_slice_of(rows[i].token), &pattern);
		assert_int_equal(
		    ha_pattern_match_fact(&pattern, &request.daemon),
		    rows[i].match);
	}
}

/* R4.44. */
static void
daemons_that_are_numbers_are_ports(void **state)
{
	/* strtoul(3) knows it only where long has more than 32 bits. */
	const bool wide = sizeof(long) > 4;
	const struct {
		const char *token;
		bool port, matches;
	} rows[] = {
	    {"22", true, true},     {"022", true, true},
	    {"+22", true, true},    {"4294967318", wide, wide},
	    {"23", true, false},    {"0", true, false},
	    {"65535", true, false}, {"65536", false, false},
	    {"-22", false, false},  {"22x", false, false},
	    {"0x16", false, false}, {"18446744073709551638", false, false},
	    {"+", false, false},    {"\v22", true, true},
	    {"22\v", false, false}, {"\f", false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_request request;
		struct ha_pattern pattern;

		row(rows[i].token);
		ha_request_init(&request, NULL);
		ha_pattern_of_daemon(ha_slice_of(rows[i].token), &pattern);
		assert_int_equal(pattern.kind == HA_PATTERN_PORT, rows[i].port);
		if (!rows[i].port)
			continue;
		assert_false(ha_pattern_match_port(&pattern, &request));
		request.server.port = 22;
		assert_int_equal(ha_pattern_match_port(&pattern, &request),
				 rows[i].matches);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hosts_match),
	    cmocka_unit_test(users_and_daemons_match_as_text),
	    cmocka_unit_test(daemons_that_are_numbers_are_ports),
	};

	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
