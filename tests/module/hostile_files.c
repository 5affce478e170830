/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Rule files, list files and names in the DNS whose text comes from somebody
 * who wants to deceive: every line of the log stays one line of printable
 * ASCII, and that of the decision begins with the client's address.
 */
#include "tests/module/driver.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MIB (1024UL * 1024UL)
#define CLIENT " (192.0.2.10): "

/* Files in which the hostile text stands for HERE. */
#define HERE "\x01"
static const struct place {
	const char *name, *allow, *deny, *list;
	/* The bytes with which the text does not stand whole in the log. */
	const char *unseen;
} places[] = {
    {"a rule", NULL, "ALL: ALL " HERE, NULL, "\n"},
    {"a daemon", NULL, HERE ": ALL", NULL, NULL},
    {"a comment", NULL, "ALL: ALL # " HERE, NULL, "\n"},
    {"a broken line", NULL, HERE, NULL, "\n:"},
    {"an option", NULL, "ALL: ALL: " HERE, NULL, "\n:"},
    {"a value", NULL, "ALL: ALL: severity " HERE, NULL, "\n:"},
    {"a command", "ALL: ALL: aclexec exit 3 #" HERE, NULL, NULL, "\n:%"},
    {"a banner", NULL, "ALL: ALL: banners /" HERE, NULL, NULL},
    {"a net", NULL, "ALL: 192.0.2.1/" HERE, NULL, NULL},
    {"a host", NULL, "ALL: [" HERE "]", NULL, NULL},
    {"a path", NULL, "ALL: /" HERE, NULL, NULL},
    {"a list file", NULL, "ALL: ~/list", "192.0.2.1/" HERE, NULL},
};

static const struct place *place;
static const char *hostile;
static size_t hostile_size;

/* Writes TEXT, with the hostile text in it, and LAST, a line. */
static void
write_file(const char *folder, const char *name, const char *text,
	   const char *last)
{
	char *written = NULL, *template;
	size_t size = 0, before;
	FILE *file = open_memstream(&written, &size);

	assert_non_null(file);
	template = driver_replace(text, "~", folder);
	before = strcspn(template, HERE);
	fwrite(template, 1, before, file);
	if (template[before] != '\0') {
		fwrite(hostile, 1, hostile_size, file);
		fputs(template + before + 1, file);
	}
	fprintf(file, "\n%s\n", last);
	assert_int_equal(fclose(file), 0);
	driver_write(folder, name, written, size);
	free(template);
	free(written);
}

static void
prepare(const char *folder)
{
	if (place->allow)
		write_file(folder, "hosts.allow", place->allow, "");
	write_file(folder, "hosts.deny", place->deny ? place->deny : "",
		   "ALL: ALL");
	if (place->list)
		write_file(folder, "list", place->list, "");
}

/* Tells whether *TEXT begins with PART, and skips that. */
static bool
begins(const char **text, const char *part)
{
	if (strncmp(*text, part, strlen(part)) != 0)
		return false;
	*text += strlen(part);
	return true;
}

/* The line of the decision is the only one that speaks of a connection. */
static bool
is_decision(const char *line)
{
	if (begins(&line, "authpriv.warning refused ") ||
	    begins(&line, "authpriv.err cannot decide on ")) {
		assert_true(begins(&line, "connect from "));
		assert_true(begins(&line, "192.0.2.10" CLIENT) ||
			    begins(&line, "gw.example.net" CLIENT));
		return true;
	}
	assert_true(begins(&line, "authpriv.err ") ||
		    begins(&line, "authpriv.info "));
	assert_true(line[0] == '/' || begins(&line, "pam_hostsaccess: "));
	return false;
}

static void
assert_log(const char *log)
{
	int decisions = 0;

	while (*log != '\0') {
		decisions += is_decision(log);
		while (*log >= ' ' && *log < 0x7f)
			log++;
		assert_int_equal(*log, '\n');
		log++;
	}
	assert_int_equal(decisions, 1);
}

/* Decides with SIZE bytes of TEXT in PLACE; SEEN must stand in the log. */
static void
try_text(const struct place *where, const char *text, size_t size,
	 const char *seen)
{
	const struct scenario row = {.prepare = prepare};
	struct driver driver;
	int result;

	place = where;
	hostile = text;
	hostile_size = size;
	driver_start(&driver, &row);
	result = driver_call(&driver);
	if (result != PAM_PERM_DENIED)
		assert_int_equal(result, PAM_SERVICE_ERR);
	assert_log(recorder.log);
	if (seen && !strstr(recorder.log, seen))
		fail_msg("\"%s\" is not in the log of %s:\n%s", seen,
			 where->name, recorder.log);
	driver_stop(&driver);
}

/* The byte BYTE as it stands in a log line, between quotes. */
static const char *
escaped(int byte)
{
	static char text[8];

	if (byte == '"' || byte == '\\')
		snprintf(text, sizeof(text), "\\%c", byte);
	else if (byte >= ' ' && byte < 0x7f && byte != '(' && byte != ')')
		snprintf(text, sizeof(text), "%c", byte);
	else
		snprintf(text, sizeof(text), "\\x%02x", (unsigned)byte);
	return text;
}

#define FOR_EACH_PLACE(where) \
	for (const struct place *where = places; \
	     where < places + sizeof(places) / sizeof(*places); where++)

static void
test_every_byte(void **state)
{
	(void)state;
	FOR_EACH_PLACE(where)
	{
		print_message("  %s\n", where->name);
		for (int byte = 0; byte < 256; byte++) {
			const char text[] = {'a', (char)byte, 'b'};
			bool is_seen = where->unseen &&
				       !(byte && strchr(where->unseen, byte));
			char seen[16];

			snprintf(seen, sizeof(seen), "a%sb", escaped(byte));
			try_text(where, text, sizeof(text),
				 is_seen ? seen : NULL);
		}
	}
}

/* Texts that have deceived readers of logs, and formats. */
static void
test_attacks(void **state)
{
	static const char *const attacks[] = {
	    "\nrefused connect from 198.51.100.1 (198.51.100.1): service=x",
	    "\rrefused connect from 198.51.100.1 (198.51.100.1): service=x",
	    "\\\nrefused connect from 198.51.100.1 (198.51.100.1)",
	    "\" rule=/etc/hosts.allow:1 \"ALL: ALL\"",
	    "\x1b[2K\x1b]0;title\x07\x1b[1A",
	    "\x9b\x32K\xc2\x9b\x31\x41",
	    "\xe2\x80\xaegpj.evil", /* right to left */
	    "%s%n%m%1000000d%*d",
	    "\\x0arefused",
	    "(198.51.100.1)",
	    ") (198.51.100.1",
	};

	(void)state;
	FOR_EACH_PLACE(where)
	for (size_t i = 0; i < sizeof(attacks) / sizeof(*attacks); i++)
		try_text(where, attacks[i], strlen(attacks[i]), NULL);
}

/* Texts that are a little shorter, or longer, than the longest line. */
static void
test_long(void **state)
{
	static const char *const fillers[] = {"x", "%n", "\x1b[1A", "1 ", "@"};
	char *text = malloc(MIB + 64);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < sizeof(fillers) / sizeof(*fillers); i++) {
		size_t size = strlen(fillers[i]);

		for (size_t at = 0; at < MIB + 64; at++)
			text[at] = fillers[i][at % size];
		FOR_EACH_PLACE(where)
		{
			try_text(where, text, MIB - 64, NULL);
			try_text(where, text, MIB + 64, NULL);
		}
	}
	free(text);
}

static bool
is_host_name_byte(int byte)
{
	return (byte < 0x80 && isalnum(byte)) || strchr("-_.", byte);
}

/* What the owner of an address writes into the DNS. */
static void
test_names(void **state)
{
	static const struct scenario row = {.deny = "ALL: PARANOID\n",
					    .rhost = "192.0.2.18"};

	(void)state;
	for (int byte = 1; byte < 256; byte++) {
		const char name[] = {'a', (char)byte, 'b', '\0'};
		struct driver driver;
		char expected[512], *log;

		snprintf(expected, sizeof(expected),
			 "authpriv.warning refused connect from 192.0.2.18 "
			 "(192.0.2.18): service=sshd user=root "
			 "rule=~/hosts.deny:1 \"ALL: PARANOID\" "
			 "lookup=%s:a%sb\n",
			 is_host_name_byte(byte) ? "no-address" : "bad-name",
			 byte == ' ' ? "\\x20" : escaped(byte));
		driver_start(&driver, &row);
		recorder_name_client(name);
		assert_int_equal(driver_call(&driver), PAM_PERM_DENIED);
		log = driver_replace(recorder.log, driver.folder, "~");
		assert_string_equal(log, expected);
		free(log);
		driver_stop(&driver);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_byte),
	    cmocka_unit_test(test_attacks),
	    cmocka_unit_test(test_long),
	    cmocka_unit_test(test_names),
	};

	alarm(880);
	return cmocka_run_group_tests_name("hostile files", tests, NULL, NULL);
}
