/* SPDX-License-Identifier: BSD-3-Clause */
/* No byte that a client chooses comes to a shell as it is. */
#include "driver.h"
#include "text_file.h"

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

/* What a shell takes as it is, wherever it stands in a word. */
static bool
is_harmless(int byte)
{
	static const char harmless[] = "abcdefghijklmnopqrstuvwxyz"
				       "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "0123456789!@%-_=+:,./";

	return byte && strchr(harmless, byte);
}

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

static void
be_user(struct scenario *scenario, const char *text)
{
	scenario->ruser = text;
}

static void
be_host(struct scenario *scenario, const char *text)
{
	scenario->rhost = text;
}

static void
be_service(struct scenario *scenario, const char *text)
{
	scenario->service = text;
}

static void
be_connection(struct scenario *scenario, const char *text)
{
	scenario->ssh_connection = text;
	scenario->rhost = UNSET;
}

/* Where the byte stands for B, and the line that shows the text, or -1. */
static const struct {
	const char *name;
	void (*set)(struct scenario *scenario, const char *text);
	const char *text;
	int line;
} facts[] = {
    {"the user", be_user, "aBbBB", USER},
    {"the user, first", be_user, "B", USER},
    {"the service", be_service, "aBb", DAEMON},
    {"the host", be_host, "aBb.example.net", -1},
    {"the host, last", be_host, "two.example.netB", -1},
    {"a number, last", be_host, "192.0.2.10B", -1},
    {"a zone", be_host, "fe80::1%aBb", -1},
    {"SSH_CONNECTION", be_connection, "192.0.2.10B 1B 192.0.2.1B 22B", -1},
    {"SSH_CONNECTION's blanks", be_connection, "192.0.2.10B1B192.0.2.1B22", -1},
};

/* Writes PATTERN with BYTE for B to TEXT. */
static void
fill_in(const char *pattern, int byte, char *text)
{
	for (; *pattern; pattern++)
		*text++ = *pattern == 'B' ? (char)byte : *pattern;
	*text = '\0';
}

/* What FACT is to be in a command: libpam makes services lower-case. */
static int
expected_byte(size_t fact, int byte)
{
	if (!is_harmless(byte))
		return '_';
	return facts[fact].line == DAEMON ? tolower(byte) : byte;
}

/* One byte after the other, in each fact. */
static void
test_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++) {
		print_message("  %s\n", facts[i].name);
		for (int byte = 1; byte < 256; byte++) {
			struct scenario scenario = {.deny = rule};
			char text[64], expected[64], seen[8192];

			fill_in(facts[i].text, byte, text);
			fill_in(facts[i].text, expected_byte(i, byte),
				expected);
			facts[i].set(&scenario, text);
			run_commands(&scenario, seen, sizeof(seen));
			if (facts[i].line >= 0)
				assert_line(seen, (enum line)facts[i].line,
					    expected);
		}
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

	alarm(280);
	return cmocka_run_group_tests_name("injection", tests, NULL, NULL);
}
