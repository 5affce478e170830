/* SPDX-License-Identifier: BSD-3-Clause */
/* No byte that a client chooses comes to a shell as it is. */
#include "tests/module/driver.h"
#include "tests/module/text_file.h"
#include "tests/support/harmless.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Each letter as a word of its own, and so a line of its own. */
#define PRINT "printf '%%s\\n' %a %A %c %d %h %H %n %N %r %R %s %u"
enum line { ADDRESS, SERVER, CLIENT, DAEMON, USER = 11, LINES };

/* %n and %N have names looked up, which %h and so on know from then on. */
static const char rule[] = "ALL: ALL: spawn true %n %N: "
			   "spawn " PRINT " >~/spawn: "
			   "aclexec " PRINT " >~/aclexec: "
			   "twist " PRINT "\n";

/* Fails unless TEXT is LINES lines, of harmless bytes each. */
static void
assert_harmless(const char *text)
{
	size_t lines = 0;

	for (; *text; text++) {
		lines += *text == '\n';
		if (*text != '\n' && !is_harmless(*text))
			fail_msg("'%c' in what a command got", *text);
	}
	assert_int_equal(lines, LINES);
}

/* Fails unless line NUMBER of TEXT is EXPECTED. */
static void
assert_line(const char *text, enum line number, const char *expected)
{
	size_t size;

	for (int i = 0; i < (int)number; i++)
		text = strchr(text, '\n') + 1;
	size = strcspn(text, "\n");
	if (size != strlen(expected) || memcmp(text, expected, size) != 0)
		fail_msg("\"%.*s\" is not \"%s\"", (int)size, text, expected);
}

/* Runs SCENARIO's commands; *TEXT is what each of them got alike. */
static void
run_commands(const struct scenario *scenario, char *text, size_t size)
{
	struct driver driver;
	char other[8192];

	driver_start(&driver, scenario);
	assert_int_equal(driver_call(&driver), PAM_PERM_DENIED);
	read_text(driver.folder, "spawn", text, size);
	assert_harmless(text);
	read_text(driver.folder, "aclexec", other, sizeof(other));
	assert_string_equal(other, text);
	assert_string_equal(driver.said, text);
	driver_stop(&driver);
}

/* What a client chooses, with the byte for B; NULL: not set. */
static const struct {
	const char *name, *user, *service, *host, *connection;
} clients[] = {
    {"a name", "aBbBB", "aBb", "aBb.example.net", NULL},
    {"a zone", "B", NULL, "fe80::1%aBb", NULL},
    {"a connection", NULL, NULL, "192.0.2.10B",
     "192.0.2.10B 1B 192.0.2.1B 22B"},
};

/* Writes PATTERN, if there is one, with BYTE for B to TEXT, and returns it. */
static const char *
fill_in(const char *pattern, int byte, char text[64])
{
	char *end = text;

	if (!pattern)
		return NULL;
	for (; *pattern; pattern++)
		*end++ = *pattern == 'B' ? (char)byte : *pattern;
	*end = '\0';
	return text;
}

/* One byte after the other; libpam makes services lower-case. */
static void
try_byte(size_t client, int byte)
{
	char user[64], service[64], host[64], connection[64], seen[8192];
	const struct scenario scenario = {
	    .deny = rule,
	    .ruser = fill_in(clients[client].user, byte, user),
	    .service = fill_in(clients[client].service, byte, service),
	    .rhost = fill_in(clients[client].host, byte, host),
	    .ssh_connection =
		fill_in(clients[client].connection, byte, connection)};
	int seen_byte = is_harmless(byte) ? byte : '_';

	run_commands(&scenario, seen, sizeof(seen));
	if (scenario.ruser)
		assert_line(seen, USER,
			    fill_in(clients[client].user, seen_byte, user));
	if (scenario.service)
		assert_line(seen, DAEMON,
			    fill_in(clients[client].service, tolower(seen_byte),
				    service));
}

static void
test_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(clients) / sizeof(*clients); i++) {
		print_message("  %s\n", clients[i].name);
		for (int byte = 1; byte < 256; byte++)
			try_byte(i, byte);
	}
}

/* All bytes in one text. */
static void
test_all_bytes(void **state)
{
	struct scenario scenario = {.deny = rule};
	char text[256], expected[256], client[300], seen[8192];

	(void)state;
	for (int byte = 1; byte < 256; byte++) {
		text[byte - 1] = (char)byte;
		expected[byte - 1] = (char)(is_harmless(byte) ? byte : '_');
	}
	text[255] = expected[255] = '\0';
	scenario.ruser = text;
	run_commands(&scenario, seen, sizeof(seen));
	assert_line(seen, USER, expected);
	snprintf(client, sizeof(client), "%s@gw.example.net", expected);
	assert_line(seen, ADDRESS, "192.0.2.10");
	assert_line(seen, CLIENT, client);
}

/* Texts that have done harm elsewhere. */
static void
test_attacks(void **state)
{
	static const struct {
		const char *user, *expected;
	} attacks[] = {
	    {"$(touch ~/harm)", "__touch__/harm_"},
	    {"`touch harm`", "_touch_harm_"},
	    {"x;touch harm", "x_touch_harm"},
	    {"x\ntouch harm\n", "x_touch_harm_"},
	    {"x|touch harm&", "x_touch_harm_"},
	    {"x >harm", "x__harm"},
	    {"'\"\\", "___"},
	    {"${IFS}*?[a-z]", "__IFS____a-z_"},
	    {"() { :; }; touch harm", "_____:_____touch_harm"},
	    {"%u%a%%", "%u%a%%"},
	    {"\\:x", "_:x"},
	    {"-e", "-e"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(attacks) / sizeof(*attacks); i++) {
		const struct scenario scenario = {.deny = rule,
						  .ruser = attacks[i].user};
		char seen[8192];

		print_message("  %s\n", attacks[i].user);
		run_commands(&scenario, seen, sizeof(seen));
		assert_line(seen, USER, attacks[i].expected);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_bytes),
	    cmocka_unit_test(test_all_bytes),
	    cmocka_unit_test(test_attacks),
	};

	alarm(880);
	return cmocka_run_group_tests_name("injection", tests, NULL, NULL);
}
