/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Rule files under change: an editor that changes ~/hosts.deny all the time,
 * beside processes that decide.  What the file holds before and what it holds
 * after each change give the same verdict; a mixture, or a part, would not.
 */
#include "tests/faults/beside.h"
#include "tests/support/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DECISIONS 25000
#define REST_MS 80

static long long
rewrite(const char *folder, unsigned n)
{
	int fd = open_file(folder, "hosts.deny", O_TRUNC);

	rest(PAUSE_MS);
	put(fd, contents[n % 2], CONTENTS_SIZE / 2);
	rest(PAUSE_MS);
	put(fd, contents[n % 2] + CONTENTS_SIZE / 2, CONTENTS_SIZE / 2);
	close(fd);
	return -1;
}

/* In place, so that the size is always the same. */
static long long
overwrite(const char *folder, unsigned n)
{
	int fd = open_file(folder, "hosts.deny", 0);

	put(fd, contents[n % 2], CONTENTS_SIZE / 2);
	rest(PAUSE_MS);
	put(fd, contents[n % 2] + CONTENTS_SIZE / 2, CONTENTS_SIZE / 2);
	close(fd);
	return -1;
}

static long long
replace(const char *folder, unsigned n)
{
	char path[PATH_MAX], new[PATH_MAX];
	int fd = open_file(folder, "new", O_CREAT | O_TRUNC);

	put(fd, contents[n % 2], CONTENTS_SIZE);
	close(fd);
	snprintf(path, sizeof(path), "%s/hosts.deny", folder);
	snprintf(new, sizeof(new), "%s/new", folder);
	must(rename(new, path) == 0, "rename");
	return -1;
}

/* A rule that refuses everybody, up to its second half. */
static long long
append(const char *folder, unsigned n)
{
	int fd = open_file(folder, "hosts.deny", O_APPEND);

	(void)n;
	put(fd, "ALL: ALL", 8);
	rest(PAUSE_MS);
	put(fd, " EXCEPT 192.0.2.11\n", 19);
	close(fd);
	return -1;
}

static void
test_rewrite(void **state)
{
	static const struct scenario row = {.result = PAM_PERM_DENIED};

	(void)state;
	decide_beside(&row, rewrite, REST_MS, DECISIONS, false);
}

static void
test_overwrite(void **state)
{
	static const struct scenario row = {.result = PAM_PERM_DENIED};

	(void)state;
	decide_beside(&row, overwrite, REST_MS, DECISIONS, false);
}

static void
test_replace(void **state)
{
	static const struct scenario row = {.result = PAM_PERM_DENIED};

	(void)state;
	decide_beside(&row, replace, REST_MS, DECISIONS, false);
}

static void
test_append(void **state)
{
	static const struct scenario row = {.allow = "ALL: 192.0.2.1\n",
					    .rhost = "192.0.2.11",
					    .result = PAM_SUCCESS};

	(void)state;
	decide_beside(&row, append, REST_MS, DECISIONS, false);
}

/*
 * `changing --ticks` is for a file system that keeps times to a tick.  Those
 * at hand do not lock a file that they truncate, so nobody can wait for the
 * end of that: there an editor overwrites.
 */
int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rewrite),
	    cmocka_unit_test(test_overwrite),
	    cmocka_unit_test(test_replace),
	    cmocka_unit_test(test_append),
	};
	const struct CMUnitTest ticks[] = {
	    cmocka_unit_test(test_overwrite),
	    cmocka_unit_test(test_replace),
	    cmocka_unit_test(test_append),
	};

	beside_prepare();
	if (argc > 1 && strcmp(argv[1], "--ticks") == 0)
		return cmocka_run_group_tests_name("ticks", ticks, NULL, NULL);
	return cmocka_run_group_tests_name("changing", tests, NULL, NULL);
}
