/* SPDX-License-Identifier: BSD-3-Clause */
/* The words of SSH_CONNECTION, and what is none. */
#include "common/request/connection.h"

#include "tests/unit/unit.h"

static void
words_are_read(void **state)
{
	static const struct {
		const char *text, *client;
		unsigned client_port;
		const char *server;
		unsigned server_port;
	} rows[] = {
	    {"192.0.2.1 50000 198.51.100.1 22", "192.0.2.1", 50000,
	     "198.51.100.1", 22},
	    {"fe80::1%eth0 65535 2001:db8::1 0", "fe80::1%eth0", 65535,
	     "2001:db8::1", 0},
	    {"192.0.2.1 1 198.51.100.1 22 more", "192.0.2.1", 1, "198.51.100.1",
	     22},
	    {"192.0.2.1 1 198.51.100.1", "192.0.2.1", 1, "198.51.100.1", 0},
	    {"192.0.2.1", "192.0.2.1", 0, "", 0},
	    {"", "", 0, "", 0},
	    {"UNKNOWN 65535 UNKNOWN 65535", "", 65535, "", 65535},
	    {"192.0.2 65536 198.51.100.1. -1", "", 0, "198.51.100.1", 0},
	    {"[::1]:22 1 [2001:db8::1%lo] 2", "::1", 1, "2001:db8::1%lo", 2},
	    {"gw.example.net 1 here.example.net 22", "", 1, "", 22},
	    {" 192.0.2.1 50000 198.51.100.1 22", "", 0, "", 0},
	    {"192.0.2.1\t50000 1 198.51.100.1 22", "", 1, "198.51.100.1", 22},
	    {"192.0.2.1  50000 198.51.100.1 22", "192.0.2.1", 0, "", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_connection connection;

		row(rows[i].text);
		ha_connection_parse(ha_slice_of(rows[i].text), &connection);
		assert_slice(connection.client, rows[i].client);
		assert_int_equal(connection.client_port, rows[i].client_port);
		assert_slice(connection.server, rows[i].server);
		assert_int_equal(connection.server_port, rows[i].server_port);
	}
}

/* How daemons may spell an address, and what is not one beyond doubt. */
static const char *const spellings[][2] = {
    {"192.0.2.10", "192.0.2.10"},
    {" 192.0.2.10", "192.0.2.10"},
    {"\t192.0.2.10\r\n", "192.0.2.10"},
    {"192.0.2.10.", "192.0.2.10"},
    {"192.0.2.10. ", "192.0.2.10"},
    {"192.0.2.10:22", "192.0.2.10"},
    {"192.0.2.10:0", "192.0.2.10"},
    {"192.0.2.10:65535", "192.0.2.10"},
    {"192.0.2.10%eth0", "192.0.2.10"},
    {"192.0.2.10%eth0.7:22", "192.0.2.10"},
    {"[192.0.2.10]", "192.0.2.10"},
    {"[192.0.2.10].", "192.0.2.10"},
    {"[192.0.2.10]:22", "192.0.2.10"},
    {"[192.0.2.10%2]:22", "192.0.2.10"},
    {"::ffff:192.0.2.10", "::ffff:192.0.2.10"},
    {"::FFFF:c000:20A ", "::FFFF:c000:20A"},
    {"[::ffff:192.0.2.10]", "::ffff:192.0.2.10"},
    {"::ffff:192.0.2.10:22", "::ffff:192.0.2.10"},
    {"::ffff:192.0.2.10.", "::ffff:192.0.2.10"},
    {"::ffff:192.0.2.10%eth0", "::ffff:192.0.2.10%eth0"},
    {"2001:DB8::10", "2001:DB8::10"},
    {" 2001:db8::10\n", "2001:db8::10"},
    {"2001:db8::10.", "2001:db8::10"},
    {"[2001:db8::10]", "2001:db8::10"},
    {"[2001:db8::10]:22", "2001:db8::10"},
    {"[fe80::1%eth0]:22", "fe80::1%eth0"},
    {"fe80::1%eth0", "fe80::1%eth0"},
    {"fe80::1%eth0:22", "fe80::1%eth0"},
    {"1:2:3:4:5:6:7:8:22", "1:2:3:4:5:6:7:8"},
    {"2001:db8::10:50000", "2001:db8::10"},
    {"2001:db8::10:22", "2001:db8::10:22"}, /* an address itself */
    {"", ""},
    {" ", ""},
    {".", ""},
    {"[", ""},
    {"[]", ""},
    {"]", ""},
    {":22", ""},
    {"[]:22", ""},
    {"[192.0.2.10", ""},
    {"192.0.2.10]", ""},
    {"[192.0.2.10]22", ""},
    {"[192.0.2.10]:", ""},
    {"[192.0.2.10]:65536", ""},
    {"[192.0.2.10]:2x", ""},
    {"[[192.0.2.10]]", ""},
    {"[ 192.0.2.10]", ""},
    {"[192.0.2.10] x", ""},
    {"192.0.2.10:", ""},
    {"192.0.2.10:22x", ""},
    {"192.0.2.10:65536", ""},
    {"192.0.2.10..", ""},
    {"192.0.2.10%", ""},
    {"192.0.2.10%a b", ""},
    {"192.0.2.10%%x", ""},
    {"192.0.2.10.22", ""},
    {"192.0.2.10 22", ""},
    {"192.0.2.10 (gw.example.net)", ""},
    {"gw.example.net [192.0.2.10]", ""},
    {"192.0.2.10/32", ""},
    {"192.0.2.010", ""},
    {"192.0.2", ""},
    {"3221225994", ""},
    {"0xc0.0.2.10", ""},
    {"\"192.0.2.10\"", ""},
    {"ipv6:2001:db8::10", ""},
    {"2001:db8::10:70000", ""},
    {"2001:db8::10%abcdefghijklmnop", ""},
    {"fe80::1%", ""},
    {"gw.example.net", ""},
    {"gw.example.net:22", ""},
};

static void
addresses_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(spellings); i++) {
		row(spellings[i][0]);
		assert_slice(
		    ha_connection_address(ha_slice_of(spellings[i][0])),
		    spellings[i][1]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_are_read),
	    cmocka_unit_test(addresses_are_read),
	};

	return cmocka_run_group_tests_name("connection", tests, NULL, NULL);
}
