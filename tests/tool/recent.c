/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Recent logins: from a journalctl that does not end, and from the last part of
 * a file, which may begin in the midst of a line.
 */
#include "hostsaccess/past/recent.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#define LOGIN "Accepted publickey for u from %s port 1 ssh2\n"
/* How much of a file is read. */
#define TAIL ((long)8 << 20)

static const struct row {
	const char *name, *script;
	const char *host; /* that logged in, or NULL */
} rows[] = {
    {"lines, and an end", "echo \"$line\"", "192.0.2.1"},
    {"lines, and no end", "echo \"$line\"; exec sleep 30", "192.0.2.1"},
    {"nothing, and no end", "exec sleep 30", NULL},
    {"half a line, and no end", "printf %s \"$line\"; exec sleep 30", NULL},
    {"no end of lines", "while echo \"$line\"; do sleep 1; done", "192.0.2.1"},
    {"a signal that is not heard", "trap '' TERM; while :; do sleep 1; done",
     NULL},
};

/* Writes a line of now, of a login from HOST, to FILE. */
static void
write_login(FILE *file, const char *host)
{
	time_t now = time(NULL);
	char text[64];

	strftime(text, sizeof(text),
		 "%Y-%m-%dT%H:%M:%SZ gw sshd[1]: ", gmtime(&now));
	fputs(text, file);
	fprintf(file, LOGIN, host);
}

static void
check_row(const struct row *row)
{
	FILE *script = fopen("journalctl", "w");
	struct logins logins = {0};
	time_t start = time(NULL);

	assert_non_null(script);
	fputs("#!/bin/sh\nPATH=/usr/bin:/bin\nline='", script);
	write_login(script, "192.0.2.1");
	fseek(script, -1, SEEK_CUR);
	fprintf(script, "'\n%s\n", row->script);
	assert_int_equal(fclose(script), 0);
	assert_int_equal(chmod("journalctl", 0755), 0);
	recent_read(start - 60, &logins);
	assert_true(time(NULL) - start < 10);
	assert_int_equal(logins.count, row->host != NULL);
	if (row->host)
		assert_string_equal(logins.logins[0].host, row->host);
	logins_free(&logins);
}

static void
test_journal(void **state)
{
	(void)state;
	if (access("/var/log/auth.log", F_OK) == 0 ||
	    access("/var/log/secure", F_OK) == 0) {
		puts("NOT RUN: recent: the journal; this system has files");
		skip();
	}
	setenv("PATH", folder, 1);
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		check_row(&rows[i]);
	}
}

/* A user may have a name that, from some byte on, is a line of a log. */
static void
test_file(void **state)
{
	FILE *file = fopen("log", "w");
	struct logins logins = {0};
	time_t start;
	long cut;

	(void)state;
	assert_non_null(file);
	fputs("x", file);
	cut = ftell(file);
	write_login(file, "192.0.2.66");
	write_login(file, "192.0.2.2");
	while (ftell(file) < cut + TAIL)
		fputc(cut + TAIL - ftell(file) == 1 ? '\n' : '.', file);
	assert_int_equal(fclose(file), 0);
	/* It has five seconds: on a machine that is slow, once more. */
	for (int i = 0; i < 10 && logins.count == 0; i++) {
		start = time(NULL);
		recent_read_file("log", start - 600, &logins);
		if (time(NULL) - start < 4)
			break;
	}
	assert_int_equal(logins.count, 1);
	assert_string_equal(logins.logins[0].host, "192.0.2.2");
	logins_free(&logins);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_journal),
	    cmocka_unit_test(test_file),
	};

	return cmocka_run_group_tests_name("recent", tests, folder_make,
					   folder_remove);
}
