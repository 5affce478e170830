/* SPDX-License-Identifier: BSD-3-Clause */
/* %-letters: R5.16 to R5.19, and section 5a. */
#include "common/option/expand.h"

#include "tests/unit/unit.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

static enum ha_diagnostic_id heard;
static char heard_text[8];

static void
hear(void *context, const struct ha_diagnostic *diagnostic)
{
	(void)context;
	heard = diagnostic->id;
	snprintf(heard_text, sizeof(heard_text), "%.*s",
		 (int)diagnostic->text.size, diagnostic->text.data);
}

/* Expands VALUE; the caller frees the result. */
static char *
expand(struct ha_slice value, struct ha_request *request)
{
	static const struct ha_sink sink = {hear, NULL};
	const struct ha_place place = {"hosts.allow", 1, 1};
	char *text = NULL;

	heard = HA_D_NONE;
	heard_text[0] = '\0';
	assert_int_equal(ha_expand(value, true, request, &sink, place, &text),
			 HA_OK);
	assert_non_null(text);
	return text;
}

static void
assert_expands(struct ha_slice value, struct ha_request *request,
	       const char *expected)
{
	char *text = expand(value, request);

	assert_string_equal(text, expected);
	free(text);
}

/* Sets what is not "". */
static void
set_known(struct ha_endpoint *endpoint, const char *name, const char *address)
{
	if (name[0])
		ha_endpoint_set_name(endpoint, ha_slice_of(name));
	if (address[0])
		ha_endpoint_set_address(endpoint, ha_slice_of(address));
}

/* Where each of them is known. */
static void
fill(struct ha_request *request)
{
	ha_request_init(request, NULL);
	ha_request_set_daemon(request, S("sshd"));
	ha_request_set_user(request, S("root"));
	set_known(&request->client, "gw.example.net", "192.0.2.10");
	request->client.port = 65535;
	set_known(&request->server, "here.example.net", "2001:DB8:0::1");
	request->server.port = 22;
}

#define NO_LETTER HA_D_EXPANSION_LETTER

static const struct {
	const char *value;
	const char *known;   /* with every fact */
	const char *unknown; /* without any */
	enum ha_diagnostic_id heard;
	const char *text; /* that the diagnostic shows */
} letters[] = {
    {"%a", "192.0.2.10", "unknown", 0, ""},
    {"%A", "2001:db8::1", "unknown", 0, ""},
    {"%c", "root@gw.example.net", "unknown", 0, ""},
    {"%d", "sshd", "unknown", 0, ""},
    {"%h", "gw.example.net", "unknown", 0, ""},
    {"%H", "here.example.net", "unknown", 0, ""},
    {"%n", "gw.example.net", "unknown", 0, ""},
    {"%N", "here.example.net", "unknown", 0, ""},
    {"%r", "65535", "0", 0, ""},
    {"%R", "22", "0", 0, ""},
    {"%s", "sshd@here.example.net", "unknown", 0, ""},
    {"%u", "root", "unknown", 0, ""},
    {"%%", "%", "%", 0, ""},
    /* Percent signs. */
    {"", "", "", 0, ""},
    {"%", "%", "%", 0, ""},
    {"100%", "100%", "100%", 0, ""},
    {"%%%", "%%", "%%", 0, ""},
    {"%%a", "%a", "%a", 0, ""},
    {"%%%a", "%192.0.2.10", "%unknown", 0, ""},
    {"%%%%a", "%%a", "%%a", 0, ""},
    /* Letters that are none. */
    {"100% sure", "100sure", "100sure", NO_LETTER, "% "},
    {"a%zb", "ab", "ab", NO_LETTER, "%z"},
    {"%z%a", "192.0.2.10", "unknown", NO_LETTER, "%z"},
    {"%\n", "", "", NO_LETTER, "%\n"},
    {"%\\", "", "", NO_LETTER, "%\\"},
    /* Colons. */
    {"a\\:b", "a:b", "a:b", 0, ""},
    {"\\:", ":", ":", 0, ""},
    {"\\\\:", "\\:", "\\:", 0, ""},
    {"\\", "\\", "\\", 0, ""},
    {"a\\b\\", "a\\b\\", "a\\b\\", 0, ""},
    {"a:b", "a:b", "a:b", 0, ""},
    {"%d\\:%u", "sshd:root", "unknown:unknown", 0, ""},
    /* Other text stays as it is. */
    {"`$(id)`; <>|&*?[]{}~#'\" \t\v\x01\x7f\xff",
     "`$(id)`; <>|&*?[]{}~#'\" \t\v\x01\x7f\xff",
     "`$(id)`; <>|&*?[]{}~#'\" \t\v\x01\x7f\xff", 0, ""},
    {"  %d  ", "  sshd  ", "  unknown  ", 0, ""},
};

static void
test_letters(void **state)
{
	struct ha_request known, unknown;

	(void)state;
	for (size_t i = 0; i < COUNT(letters); i++) {
		struct ha_slice value = ha_slice_of(letters[i].value);

		row(letters[i].value);
		fill(&known);
		assert_expands(value, &known, letters[i].known);
		ha_request_init(&unknown, NULL);
		assert_expands(value, &unknown, letters[i].unknown);
		assert_int_equal(heard, letters[i].heard);
		assert_string_equal(heard_text, letters[i].text);
	}
}

/* In a banner a colon needs no backslash, and so takes none away. */
/* A backslash that ends an option is no part of what stands behind it. */
static void
test_last_byte(void **state)
{
	struct ha_request request;

	(void)state;
	fill(&request);
	assert_expands((struct ha_slice){"a\\:", 2}, &request, "a\\");
	assert_expands((struct ha_slice){"a%d", 2}, &request, "a%");
}

static void
test_banner(void **state)
{
	struct ha_request request;
	char *text = NULL;

	(void)state;
	fill(&request);
	assert_int_equal(ha_expand(S("%d\\: a\\:b%%\\:"), false, &request, NULL,
				   (struct ha_place){0}, &text),
			 HA_OK);
	assert_string_equal(text, "sshd\\: a\\:b%\\:");
	free(text);
}

/* Every byte behind '%' is one of the letters above, or heard of. */
static void
test_unknown_letters(void **state)
{
	struct ha_request request;

	(void)state;
	fill(&request);
	for (int byte = 0; byte < 256; byte++) {
		const char value[] = {'%', (char)byte};
		char *text = expand((struct ha_slice){value, 2}, &request);
		bool known = byte && strchr("aAcdhHnNprRsu%", byte);

		assert_int_equal(heard, known ? HA_D_NONE : NO_LETTER);
		assert_int_equal(text[0] != '\0', known);
		free(text);
	}
}

static void
test_process(void **state)
{
	struct ha_request request;
	char expected[32];

	(void)state;
	ha_request_init(&request, NULL);
	snprintf(expected, sizeof(expected), "<%ld>", (long)getpid());
	assert_expands(S("<%p>"), &request, expected);
}

/* The facts that a letter is made of; "" is not set. */
static const struct {
	const char *name;
	const char *user, *client_name, *address, *server_name, *server;
	const char *value, *expected;
} facts[] = {
    {"no name: the address", "", "unknown", "192.0.2.10", "", "", "%a %c %h %n",
     "192.0.2.10 192.0.2.10 192.0.2.10 unknown"},
    {"a name that is not believed", "", "paranoid", "192.0.2.10", "", "",
     "%a %c %h %n", "192.0.2.10 192.0.2.10 192.0.2.10 paranoid"},
    {"a name not asked for", "", "", "192.0.2.10", "", "", "%h %c %n %h",
     "192.0.2.10 192.0.2.10 unknown 192.0.2.10"},
    {"a name only", "", "gw.example.net", "unknown", "", "", "%a %c %h %n",
     "unknown gw.example.net gw.example.net gw.example.net"},
    {"nothing but a user", "bob", "unknown", "unknown", "", "", "%c %u",
     "bob@unknown bob"},
    {"the user is unknown", "UNKNOWN", "unknown", "192.0.2.10", "", "", "%c %u",
     "192.0.2.10 unknown"},
    {"IPv6", "bob", "unknown", "2001:DB8:0::1", "", "", "%a %c",
     "2001:db8::1 bob@2001:db8::1"},
    {"IPv4 as IPv6", "", "unknown", "::ffff:192.0.2.10", "", "", "%a",
     "192.0.2.10"},
    {"the zone is left out", "", "unknown", "fe80::1%eth0", "", "", "%a",
     "fe80::1"},
    {"the server's address", "", "", "", "unknown", "192.0.2.1", "%A %H %N %s",
     "192.0.2.1 192.0.2.1 unknown sshd@192.0.2.1"},
    {"the server's name", "", "", "", "here", "192.0.2.1", "%A %H %N %s",
     "192.0.2.1 here here sshd@here"},
    {"no server", "", "", "", "unknown", "unknown", "%A %H %N %s",
     "unknown unknown unknown sshd"},
    {"nothing is expanded twice", "%a", "%n", "%u", "%d", "%%",
     "%u %h %n %a %H %A %c", "%a %n %n %u %d %% %a@%n"},
    {"nor made of two facts", "%", "a", "unknown", "", "", "%u%h %%%h",
     "%a %a"},
};

static void
test_facts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(facts); i++) {
		struct ha_request request;

		row(facts[i].name);
		ha_request_init(&request, NULL);
		ha_request_set_daemon(&request, S("sshd"));
		ha_request_set_user(&request, ha_slice_of(facts[i].user));
		set_known(&request.client, facts[i].client_name,
			  facts[i].address);
		set_known(&request.server, facts[i].server_name,
			  facts[i].server);
		assert_expands(ha_slice_of(facts[i].value), &request,
			       facts[i].expected);
	}
}

/* One byte less, just as much, and one more than fits, in both ways. */
static void
test_limit(void **state)
{
	static char value[HA_EXPANSION_MAX + 1];
	struct ha_request request;
	const struct ha_place place = {"hosts.allow", 1, 1};

	(void)state;
	fill(&request);
	memset(value, 'x', sizeof(value));
	for (size_t extra = 0; extra < 3; extra++) {
		size_t size = HA_EXPANSION_MAX - 1 + extra;
		enum ha_status fits = extra < 2 ? HA_OK : HA_ERR_LIMIT;
		char *text = NULL;

		memset(value, 'x', 2);
		assert_int_equal(ha_expand((struct ha_slice){value, size}, true,
					   &request, NULL, place, &text),
				 fits);
		assert_int_equal(text ? strlen(text) : 0, text ? size : 0);
		free(text);
		/* %u is "root": two bytes longer than it is written. */
		memcpy(value, "%u", 2);
		text = NULL;
		assert_int_equal(ha_expand((struct ha_slice){value, size - 2},
					   true, &request, NULL, place, &text),
				 fits);
		assert_int_equal(text ? strlen(text) : 0, text ? size : 0);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_letters),
	    cmocka_unit_test(test_unknown_letters),
	    cmocka_unit_test(test_last_byte),
	    cmocka_unit_test(test_banner),
	    cmocka_unit_test(test_process),
	    cmocka_unit_test(test_facts),
	    cmocka_unit_test(test_limit),
	};

	return cmocka_run_group_tests_name("expand", tests, NULL, NULL);
}
