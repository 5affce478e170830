/* SPDX-License-Identifier: BSD-3-Clause */
/* Items whose text comes from somebody who wants to deceive or to crash. */
#include "tests/module/driver.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIB (1024UL * 1024UL)
#define LINE(client, service, user) \
	"authpriv.warning refused connect from " client ": service=" service \
	" user=" user " rule=~/hosts.deny:1 \"ALL: ALL\"\n"
#define UNREADABLE(text) \
	"authpriv.warning refused connect from unknown (unknown): " \
	"service=sshd user=root rule=~/hosts.deny:1 \"ALL: ALL\" " \
	"lookup=bad-name:" text "\n"
#define KNOWN "192.0.2.10 (192.0.2.10)"
#define REFUSES .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED

static void
write_odd_name(const char *folder)
{
	driver_write(folder, "a \"", "ALL: ALL\n", 9);
}

static const struct scenario texts[] = {
    {"a user with a line of his own", REFUSES, .said = SENTENCE,
     .user = "x\nrefused connect from 198.51.100.1 (198.51.100.1): service=s",
     .log = LINE(KNOWN, "sshd",
		 "x\\x0arefused\\x20connect\\x20from\\x20198.51.100.1\\x20"
		 "\\x28198.51.100.1\\x29:\\x20service=s")},
    {"a user with an address of his own", REFUSES, .said = SENTENCE,
     .user = "x(198.51.100.7)",
     .log = LINE(KNOWN, "sshd", "x\\x28198.51.100.7\\x29")},
    {"a service with an address of its own", REFUSES, .said = SENTENCE,
     .service = "x(198.51.100.7)",
     .log = LINE(KNOWN, "x\\x28198.51.100.7\\x29", "root")},
    {"a user with fields of his own", REFUSES, .said = SENTENCE,
     .user = "x rule=/etc/hosts.allow:1 \"ALL: ALL\"",
     .log = LINE(KNOWN, "sshd",
		 "x\\x20rule=/etc/hosts.allow:1\\x20\\\"ALL:\\x20ALL\\\"")},
    {"a user with an escape", REFUSES, .said = SENTENCE, .user = "\\x41",
     .log = LINE(KNOWN, "sshd", "\\\\x41")},
    {"a user with formats", REFUSES, .said = SENTENCE, .user = "%s%n%m%100d",
     .log = LINE(KNOWN, "sshd", "%s%n%m%100d")},
    {"a service with a path", REFUSES, .said = SENTENCE,
     .service = "../none/sshd", .log = LINE(KNOWN, "../none/sshd", "root")},
    {"a service with formats", REFUSES, .said = SENTENCE, .service = "%s%n",
     .log = LINE(KNOWN, "%s%n", "root")},
    {"an empty user and service", REFUSES, .said = SENTENCE, .user = "",
     .service = " ", .log = LINE(KNOWN, "\\x20", "")},
    {"a host with a line of its own", REFUSES, .said = SAID_UNKNOWN,
     .rhost = "a\nrefused connect from 198.51.100.1",
     .log = UNREADABLE("a\\x0arefused\\x20connect\\x20from\\x20198.51."
		       "100.1")},
    {"a host with fields of its own", REFUSES, .said = SAID_UNKNOWN,
     .rhost = "x: service=sshd rule=\"",
     .log = UNREADABLE("x:\\x20service=sshd\\x20rule=\\\"")},
    {"a host with formats", REFUSES, .said = SAID_UNKNOWN, .rhost = "%s%n%m",
     .log = UNREADABLE("%s%n%m")},
    {"a host in brackets", REFUSES,
     .said = "Access from 2001:db8::1 is refused by this system's host access "
	     "rules.\n",
     .rhost = "[2001:db8::1]",
     .log = LINE("2001:db8::1 (2001:db8::1)", "sshd", "root")},
    {"a host that is a pattern", .rhost = "*", .allow = "ALL: ? a LOCAL\n",
     REFUSES, .said = SAID_UNKNOWN, .log = UNREADABLE("*")},
    {"a host that is a keyword", .rhost = "ALL", .allow = "ALL: LOCAL@ALL\n",
     REFUSES, .said = SAID_UNKNOWN,
     .log = LINE("ALL (unknown)", "sshd", "root")},
    {"a zone with a line of its own", REFUSES,
     .said = "Access from fe80::1 is refused by this system's host access "
	     "rules.\n",
     .rhost = "fe80::1%a\nb (1.2.3.4)",
     .log = LINE("fe80::1 (fe80::1)", "sshd", "root")},
    {"a user of whom a pattern is made", .ruser = "x@198.51.100.1",
     .allow = "ALL: x@192.0.2.10\n", REFUSES, .said = SENTENCE,
     .log = LINE(KNOWN, "sshd", "root")},
    {"blanks in SSH_CONNECTION", .rhost = UNSET, REFUSES, .said = SENTENCE,
     .ssh_connection = "192.0.2.10   22", .log = LINE(KNOWN, "sshd", "root")},
    {"lines in SSH_CONNECTION", .rhost = "a.example.org", REFUSES,
     .ssh_connection = "192.0.2.10\n1 2 3", .said = SAID_UNKNOWN,
     .log = LINE("a.example.org (unknown)", "sshd", "root")},
    {"a rule file with an odd name", .prepare = write_odd_name,
     .arguments = "[denyfile=~/a \"]", .result = PAM_PERM_DENIED,
     .said = SENTENCE,
     .log = "authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): "
	    "service=sshd user=root rule=~/a\\x20\\\":1 "
	    "\"ALL: ALL\"\n"},
};

/* The byte BYTE as it stands in a log line, outside quotes. */
static const char *
escaped(int byte)
{
	static char text[8];

	if (byte == '"' || byte == '\\')
		snprintf(text, sizeof(text), "\\%c", byte);
	else if (byte > 0x20 && byte < 0x7f && byte != '(' && byte != ')')
		snprintf(text, sizeof(text), "%c", byte);
	else
		snprintf(text, sizeof(text), "\\x%02x", (unsigned)byte);
	return text;
}

static bool
is_host_name_byte(int byte)
{
	return (byte < 0x80 && isalnum(byte)) || strchr("-_.", byte);
}

static int
differences_of(const struct scenario *row)
{
	struct driver driver;
	int differences;

	driver_start(&driver, row);
	differences = driver_differences(&driver, driver_call(&driver));
	driver_stop(&driver);
	return differences;
}

/* Makes the row of an item "aXb", X being any byte, and its log line. */
typedef void row_fn(int byte, const char *item, struct scenario *row,
		    char log[512]);

static void
row_of_user(int byte, const char *item, struct scenario *row, char log[512])
{
	row->user = item;
	snprintf(log, 512, LINE(KNOWN, "sshd", "a%sb"), escaped(byte));
}

/* libpam writes services in lower case. */
static void
row_of_service(int byte, const char *item, struct scenario *row, char log[512])
{
	row->service = item;
	snprintf(log, 512, LINE(KNOWN, "a%sb", "root"),
		 escaped(byte < 0x80 ? tolower(byte) : byte));
}

static void
row_of_remote_user(int byte, const char *item, struct scenario *row,
		   char log[512])
{
	(void)byte;
	row->ruser = item;
	snprintf(log, 512, LINE(KNOWN, "sshd", "root"));
}

static void
row_of_host(int byte, const char *item, struct scenario *row, char log[512])
{
	row->rhost = item;
	row->said = SAID_UNKNOWN;
	if (is_host_name_byte(byte))
		snprintf(log, 512, LINE("a%cb (unknown)", "sshd", "root"),
			 byte);
	else
		snprintf(log, 512, UNREADABLE("a%sb"), escaped(byte));
}

static void
test_every_byte(void **state)
{
	row_fn *const *make = *state;
	int differences = 0;

	for (int byte = 1; byte < 256; byte++) {
		const char item[] = {'a', (char)byte, 'b', '\0'};
		char log[512];
		struct scenario row = {REFUSES, .said = SENTENCE, .log = log};

		(*make)(byte, item, &row, log);
		differences += differences_of(&row);
	}
	assert_int_equal(differences, 0);
}

/*
 * Every item of 1 MiB at once: what is logged of it is cut.  libpam's own
 * audit record of it may fail, which is another error than the refusal.
 */
static void
test_long_items(void **state)
{
	struct scenario row = {.deny = "ALL: ALL\n", .said = SAID_UNKNOWN};
	char *item = malloc(MIB + 1), *log = NULL;
	struct driver driver;

	(void)state;
	assert_non_null(item);
	memset(item, 'x', MIB);
	item[MIB] = '\0';
	assert_true(asprintf(&log,
			     "authpriv.warning refused connect from unknown "
			     "(unknown): service=%.255s... user=%.255s... "
			     "rule=~/hosts.deny:1 \"ALL: ALL\" "
			     "lookup=bad-name:%.255s...\n",
			     item, item, item) > 0);
	row.user = row.service = row.rhost = row.ruser = item;
	row.ssh_connection = item;
	row.log = log;
	driver_start(&driver, &row);
	row.result = driver_call(&driver);
	assert_int_not_equal(row.result, PAM_SUCCESS);
	assert_int_equal(driver_differences(&driver, row.result), 0);
	driver_stop(&driver);
	free(item);
	free(log);
}

/* The longest line there can be stands whole in the log. */
static void
test_longest_line(void **state)
{
	static const char start[] = "ALL: ALL ";
	struct scenario row = {.result = PAM_PERM_DENIED, .said = SENTENCE};
	char item[301], deny[600], four[4 * 512 + 1] = "", *log = NULL;
	size_t in_rule = 511 - strlen(start);

	(void)state;
	memset(item, 1, sizeof(item) - 1);
	item[sizeof(item) - 1] = '\0';
	memset(deny, 1, sizeof(deny) - 1);
	memcpy(deny, start, strlen(start));
	deny[sizeof(deny) - 1] = '\0';
	for (int i = 0; i < 512; i++)
		memcpy(four + 4 * (size_t)i, "\\x01", 5);
	assert_true(asprintf(&log,
			     "authpriv.warning refused connect from " KNOWN
			     ": service=%.1020s... user=%.1020s... "
			     "rule=~/hosts.deny:1 \"%s%.*s...\"\n",
			     four, four, start, (int)(4 * in_rule), four) > 0);
	row.user = row.service = item;
	row.deny = deny;
	row.log = log;
	assert_int_equal(differences_of(&row), 0);
	free(log);
}

/* Fills TEXT of SIZE with a string of random bytes and length. */
static void
randomize(char *text, size_t size)
{
	size_t length = (size_t)rand() % size;

	for (size_t i = 0; i < length; i++)
		text[i] = (char)(1 + rand() % 255);
	text[length] = '\0';
}

/* Whatever the items are: refused, in one line of printable ASCII. */
static void
test_random_items(void **state)
{
	char items[4][600];
	const struct scenario row = {.deny = "ALL: ALL\n",
				     .user = items[0],
				     .service = "x",
				     .ruser = items[1],
				     .rhost = items[2],
				     .ssh_connection = items[3],
				     .arguments = "norhost=deny debug"};

	(void)state;
	srand(20261122);
	for (int run = 0; run < 300; run++) {
		struct driver driver;
		const char *end;

		for (int i = 0; i < 4; i++)
			randomize(items[i], sizeof(items[i]));
		driver_start(&driver, &row);
		assert_int_equal(driver_call(&driver), PAM_PERM_DENIED);
		end = recorder.log;
		while (*end >= 0x20 && *end < 0x7f)
			end++;
		assert_string_equal(end, "\n");
		driver_stop(&driver);
	}
}

#define BYTES(name, make) \
	{ \
		"every byte, " name, test_every_byte, NULL, NULL, \
		    (void *)&(make) \
	}

int
main(void)
{
	static row_fn *const user = row_of_user, *const host = row_of_host,
			     *const service = row_of_service,
			     *const remote_user = row_of_remote_user;
	const struct CMUnitTest others[] = {
	    BYTES("PAM_USER", user),
	    BYTES("PAM_SERVICE", service),
	    BYTES("PAM_RUSER", remote_user),
	    BYTES("PAM_RHOST", host),
	    cmocka_unit_test(test_long_items),
	    cmocka_unit_test(test_longest_line),
	    cmocka_unit_test(test_random_items),
	};

	return driver_run("hostile texts", ROWS(texts)) +
	       cmocka_run_group_tests_name("hostile bytes", others, NULL, NULL);
}
