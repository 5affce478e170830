/* SPDX-License-Identifier: BSD-3-Clause */
/* %-letters: which bytes of the facts they let through. */
#include "common/option/expand.h"

#include "tests/support/harmless.h"
#include "tests/unit/unit.h"

#include <stdbool.h>
#include <stdlib.h>

/* Where each name is known. */
static void
fill(struct ha_request *request)
{
	ha_request_init(request, NULL);
	ha_request_set_daemon(request, S("sshd"));
	ha_request_set_user(request, S("root"));
	ha_endpoint_set_name(&request->client, S("gw.example.net"));
	ha_endpoint_set_name(&request->server, S("here.example.net"));
}

static void
assert_expands(const char *value, struct ha_request *request,
	       const char *expected)
{
	const struct ha_place place = {"hosts.allow", 1, 1};
	char *text = NULL;

	assert_int_equal(
	    ha_expand(ha_slice_of(value), true, request, NULL, place, &text),
	    HA_OK);
	assert_non_null(text);
	assert_string_equal(text, expected);
	free(text);
}

static void
set_name(struct ha_request *request, struct ha_slice text)
{
	ha_endpoint_set_name(&request->client, text);
}

static void
set_address(struct ha_request *request, struct ha_slice text)
{
	ha_endpoint_set_address(&request->client, text);
}

static void
set_server_name(struct ha_request *request, struct ha_slice text)
{
	ha_endpoint_set_name(&request->server, text);
}

static void
set_server_address(struct ha_request *request, struct ha_slice text)
{
	ha_endpoint_set_address(&request->server, text);
}

static const struct {
	const char *name;
	void (*set)(struct ha_request *request, struct ha_slice text);
	const char *value, *expected; /* X is the fact */
} outside[] = {
    {"user", ha_request_set_user, "%u %c", "X X@gw.example.net"},
    {"daemon", ha_request_set_daemon, "%d %s", "X X@here.example.net"},
    {"name", set_name, "%n %h %c", "X X root@X"},
    {"address", set_address, "%a", "X"},
    {"server's name", set_server_name, "%N %H %s", "X X sshd@X"},
    {"server's address", set_server_address, "%A", "X"},
};

/* Writes PATTERN with FACT for X. */
static void
fill_in(const char *pattern, const char *fact, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (; *pattern; pattern++) {
		const char other[] = {*pattern, '\0'};

		used += (size_t)snprintf(text + used, size - used, "%s",
					 *pattern == 'X' ? fact : other);
	}
}

/* Each byte, alone, first, in the middle and last. */
static void
test_bytes_from_outside(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(outside); i++) {
		row(outside[i].name);
		for (int byte = 0; byte < 256; byte++) {
			char b = (char)byte;
			char good = is_harmless(byte) ? b : '_';
			const char fact[] = {b, 'x', b, b, 'y', b};
			const char harmless[] = {good, 'x',  good, good,
						 'y',  good, '\0'};
			struct ha_request request;
			char expected[64];

			fill(&request);
			outside[i].set(&request,
				       (struct ha_slice){fact, sizeof(fact)});
			fill_in(outside[i].expected, harmless, expected,
				sizeof(expected));
			assert_expands(outside[i].value, &request, expected);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_bytes_from_outside),
	};

	return cmocka_run_group_tests_name("expand_bytes", tests, NULL, NULL);
}
