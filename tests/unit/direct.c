/* SPDX-License-Identifier: BSD-3-Clause */
/* Hosts looked up past the C library: hosts(5), and what DNS answers. */
#include "tests/unit/direct_dns.h"
#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <netdb.h>
#include <stdlib.h>
#include <sys/stat.h>

static const char hosts[] = "127.0.0.1\tlocalhost\n"
			    "# 192.0.2.9 comment\n"
			    "192.0.2.1 one.example  Alias # behind.example\n"
			    "192.0.2.2 one.example\n"
			    "2001:db8::1 one.example six.example\n"
			    "192.0.2.300 odd.example\n"
			    "192.0.2.4 numbers.example 2130706434\n"
			    "192.0.2.5";

/* Names that stand in the file, and in which words DNS is asked for others. */
static void
test_file(void **state)
{
	static const struct {
		const char *name;
		enum ha_family family;
		const char *found, *asked;
	} rows[] = {
	    {"one.example", HA_FAMILY_IPV4, "192.0.2.1 192.0.2.2", ""},
	    {"ONE.example", HA_FAMILY_IPV6, "2001:db8::1", ""},
	    {"one.example", HA_FAMILY_NONE, "192.0.2.1 192.0.2.2 2001:db8::1",
	     ""},
	    {"alias", HA_FAMILY_IPV4, "192.0.2.1", ""},
	    {"six.example", HA_FAMILY_IPV4, "NONE", "A:six.example"},
	    {"one.example.", HA_FAMILY_IPV4, "NONE", "A:one.example."},
	    {"comment", HA_FAMILY_IPV4, "NONE", "A:comment"},
	    {"behind.example", HA_FAMILY_IPV4, "NONE", "A:behind.example"},
	    {"odd.example", HA_FAMILY_IPV4, "NONE", "A:odd.example"},
	    {"example", HA_FAMILY_IPV4, "NONE", "A:example"},
	    {"2130706433", HA_FAMILY_IPV4, "NONE", "A:2130706433"},
	    {"other", HA_FAMILY_NONE, "NONE", "A:other AAAA:other"},
	};

	(void)state;
	write_text("hosts", hosts);
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		memset(&server, 0, sizeof(server));
		server.error = HOST_NOT_FOUND;
		assert_string_equal(addresses_of(rows[i].name, rows[i].family),
				    rows[i].found);
		assert_string_equal(server.asked, rows[i].asked);
	}
}

static void
test_file_names(void **state)
{
	static const struct {
		const char *address, *found, *asked;
	} rows[] = {
	    {"192.0.2.1", "one.example", ""},
	    {"2001:db8::1", "one.example", ""},
	    {"192.0.2.5", "", ""},
	    {"192.0.2.9", "NONE", "PTR:9.2.0.192.in-addr.arpa."},
	};

	(void)state;
	write_text("hosts", hosts);
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].address);
		memset(&server, 0, sizeof(server));
		server.error = NO_DATA;
		assert_string_equal(name_of(rows[i].address), rows[i].found);
		assert_string_equal(server.asked, rows[i].asked);
	}
}

/* One that is not there is empty; one that cannot be read is in doubt. */
static void
test_no_file(void **state)
{
	(void)state;
	memset(&server, 0, sizeof(server));
	server.error = HOST_NOT_FOUND;
	unlink("hosts");
	assert_string_equal(addresses_of("one.example", HA_FAMILY_IPV4),
			    "NONE");
	assert_string_equal(name_of("192.0.2.1"), "NONE");
	assert_int_equal(mkdir("hosts", 0700), 0);
	server.asked[0] = '\0';
	assert_string_equal(addresses_of("one.example", HA_FAMILY_IPV4),
			    "FAILED");
	assert_string_equal(name_of("192.0.2.1"), "FAILED");
	assert_string_equal(server.asked, "");
	rmdir("hosts");
}

#define A "A a.example 192.0.2.1"

/* Sixteen aliases are followed, one behind the other, and no more. */
static void
test_chain(void **state)
{
	char records[1024];

	(void)state;
	for (int aliases = 16; aliases <= 17; aliases++) {
		size_t used = (size_t)snprintf(records, sizeof(records),
					       "CNAME a.example 1.example,");

		for (int i = 1; i < aliases; i++)
			used += (size_t)snprintf(
			    records + used, sizeof(records) - used,
			    "CNAME %d.example %d.example,", i, i + 1);
		snprintf(records + used, sizeof(records) - used,
			 "A %d.example 192.0.2.1", aliases);
		memset(&server, 0, sizeof(server));
		server.records = records;
		assert_string_equal(addresses_of("a.example", HA_FAMILY_IPV4),
				    aliases > 16 ? "FAILED" : "192.0.2.1");
	}
}

static void
test_answers(void **state)
{
	static const struct {
		const char *name, *records;
		int error;
		unsigned flags;
		bool cut;
		int less, count;
		const char *found;
	} rows[] = {
	    {"one", A, 0, 0, false, 0, 0, "192.0.2.1"},
	    {"two", A ",A a.example 192.0.2.2", 0, 0, false, 0, 0,
	     "192.0.2.1 192.0.2.2"},
	    {"in capitals", "A A.Example 192.0.2.1", 0, 0, false, 0, 0,
	     "192.0.2.1"},
	    {"an alias",
	     "CNAME a.example b.example,CNAME b.example c.example,"
	     "A c.example 192.0.2.3",
	     0, 0, false, 0, 0, "192.0.2.3"},
	    {"an alias of nothing", "CNAME a.example b.example", 0, 0, false, 0,
	     0, "NONE"},
	    {"behind what it leads to",
	     "A b.example 192.0.2.2,CNAME a.example b.example", 0, 0, false, 0,
	     0, "192.0.2.2"},
	    {"from the last to the first",
	     "A c.example 192.0.2.3,CNAME b.example c.example,"
	     "CNAME a.example b.example",
	     0, 0, false, 0, 0, "192.0.2.3"},
	    {"an alias said twice",
	     "CNAME a.example b.example,A b.example 192.0.2.2,"
	     "CNAME A.example B.example",
	     0, 0, false, 0, 0, "192.0.2.2"},
	    {"an alias of two",
	     "CNAME a.example b.example,CNAME a.example c.example", 0, 0, false,
	     0, 0, "FAILED"},
	    {"an alias of no name", "CNAME a.example b..example", 0, 0, false,
	     0, 0, "FAILED"},
	    {"an alias with an address", "CNAME a.example b.example," A, 0, 0,
	     false, 0, 0, "192.0.2.1"},
	    {"in a circle",
	     "CNAME a.example b.example,CNAME b.example a.example", 0, 0, false,
	     0, 0, "FAILED"},
	    {"another's alias",
	     "CNAME c.example b.example,A b.example 192.0.2.2", 0, 0, false, 0,
	     0, "NONE"},
	    {"another's", "A b.example 192.0.2.2", 0, 0, false, 0, 0, "NONE"},
	    {"completed", "A a.example.search 192.0.2.2", 0, 0, false, 0, 0,
	     "NONE"},
	    {"none", "", 0, 0, false, 0, 0, "NONE"},
	    {"of the other family", "AAAA a.example 2001:db8::1", 0, 0, false,
	     0, 0, "NONE"},
	    {"cut off", A, 0, 0, true, 0, 0, "FAILED"},
	    {"cut off, and empty", "", 0, 0, true, 0, 0, "FAILED"},
	    {"SERVFAIL", "", 0, 2, false, 0, 0, "FAILED"},
	    {"REFUSED", A, 0, 5, false, 0, 0, "FAILED"},
	    {"too short", A, 0, 0, false, 1, 0, "FAILED"},
	    {"no head", "", 0, 0, false, 20, 0, "FAILED"},
	    {"one too few", A, 0, 0, false, 0, 1, "FAILED"},
	    {"of a wrong size", "A a.example name", 0, 0, false, 0, 0,
	     "FAILED"},
	    {"no such name", NULL, HOST_NOT_FOUND, 0, false, 0, 0, "NONE"},
	    {"no such record", NULL, NO_DATA, 0, false, 0, 0, "NONE"},
	    {"no such record, cut off", NULL, NO_DATA, 0, true, 0, 0, "FAILED"},
	    {"no answer", NULL, TRY_AGAIN, 0, false, 0, 0, "FAILED"},
	    {"not asked", NULL, UINT16_MAX, 0, false, 0, 0, "FAILED"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		memset(&server, 0, sizeof(server));
		server.records = rows[i].records;
		server.error = rows[i].error;
		server.flags = rows[i].flags;
		server.cut = rows[i].cut;
		server.less = rows[i].less;
		server.count = rows[i].count;
		h_errno = HOST_NOT_FOUND; /* of the look-up before */
		assert_string_equal(addresses_of("a.example", HA_FAMILY_IPV4),
				    rows[i].found);
	}
}

static void
test_names(void **state)
{
	static const struct {
		const char *name, *records, *found;
	} rows[] = {
	    {"one", "PTR 1.2.0.192.in-addr.arpa a.example", "a.example"},
	    {"the first",
	     "PTR 1.2.0.192.in-addr.arpa a.example,"
	     "PTR 1.2.0.192.in-addr.arpa b.example",
	     "a.example"},
	    {"of a part of a net",
	     "CNAME 1.2.0.192.in-addr.arpa 1.0-63.2.0.192.in-addr.arpa,"
	     "PTR 1.0-63.2.0.192.in-addr.arpa c.example",
	     "c.example"},
	    {"another's", "PTR 2.2.0.192.in-addr.arpa a.example", "NONE"},
	    {"no name", "PTR 1.2.0.192.in-addr.arpa .", ""},
	    {"an error", NULL, "FAILED"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		memset(&server, 0, sizeof(server));
		server.records = rows[i].records;
		server.error = TRY_AGAIN;
		assert_string_equal(name_of("192.0.2.1"), rows[i].found);
	}
}

/* A name that no DNS could have is not asked about. */
static void
test_long(void **state)
{
	char name[1100];

	(void)state;
	memset(&server, 0, sizeof(server));
	memset(name, 'a', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	assert_string_equal(addresses_of(name, HA_FAMILY_IPV4), "NONE");
	assert_string_equal(server.asked, "");
}

/* Both families: one that fails spoils the other. */
static void
test_both(void **state)
{
	(void)state;
	memset(&server, 0, sizeof(server));
	server.records = A ",AAAA a.example 2001:db8::1,"
			   "AAAA a.example ::ffff:192.0.2.7";
	assert_string_equal(addresses_of("a.example", HA_FAMILY_NONE),
			    "192.0.2.1 2001:db8::1 192.0.2.7");
	assert_string_equal(server.asked, "A:a.example AAAA:a.example");
	server.asked[0] = '\0';
	server.records = "AAAA a.example 2001:db8::1";
	assert_string_equal(addresses_of("a.example", HA_FAMILY_NONE),
			    "2001:db8::1");
	server.records = A ",AAAA a.example name";
	server.asked[0] = '\0';
	assert_string_equal(addresses_of("a.example", HA_FAMILY_NONE),
			    "FAILED");
	assert_string_equal(server.asked, "A:a.example AAAA:a.example");
	server.records = NULL;
	server.error = TRY_AGAIN;
	server.asked[0] = '\0';
	assert_string_equal(addresses_of("a.example", HA_FAMILY_NONE),
			    "FAILED");
	assert_string_equal(server.asked, "A:a.example");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_file),    cmocka_unit_test(test_answers),
	    cmocka_unit_test(test_names),      cmocka_unit_test(test_both),
	    cmocka_unit_test(test_long),       cmocka_unit_test(test_file),
	    cmocka_unit_test(test_file_names), cmocka_unit_test(test_chain),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
