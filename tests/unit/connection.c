/* SPDX-License-Identifier: BSD-3-Clause */
/* The words of SSH_CONNECTION, and what is none. */
#include "connection.h"

#include "unit.h"

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
	    {"192.0.2 65536 198.51.100.1. -1", "", 0, "", 0},
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_are_read),
	};

	return cmocka_run_group_tests_name("connection", tests, NULL, NULL);
}
