/* SPDX-License-Identifier: BSD-3-Clause */
/* The options user and group: what look-ups of accounts may say. */
#include "common/option/option_value.h"

#include "tests/unit/unit.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>

/* How much room the entry takes, and which error there is with it. */
static size_t needed;
static int error;

static int
look_up(const char *name, size_t size)
{
	if (strcmp(name, "known") != 0)
		return 0;
	return size < needed ? ERANGE : error;
}

int
getpwnam_r(const char *restrict name, struct passwd *restrict entry,
	   char *restrict buffer, size_t size, struct passwd **restrict result)
{
	int failed = look_up(name, size);

	(void)buffer;
	*result = failed || strcmp(name, "known") != 0 ? NULL : entry;
	return failed;
}

int
getgrnam_r(const char *restrict name, struct group *restrict entry,
	   char *restrict buffer, size_t size, struct group **restrict result)
{
	int failed = look_up(name, size);

	(void)buffer;
	*result = failed || strcmp(name, "known") != 0 ? NULL : entry;
	return failed;
}

static void
accounts_are_looked_up(void **state)
{
	static const struct {
		const char *name, *user;
		size_t needed;
		int error;
		enum ha_diagnostic_id fault;
	} rows[] = {
	    {"known", "known", 1, 0, HA_D_NONE},
	    {"not known", "other", 1, 0, HA_D_OPTION_USER},
	    {"an error", "known", 1, EIO, HA_D_OPTION_LOOKUP},
	    {"no error of its own", "known", 1, ENOENT, HA_D_OPTION_LOOKUP},
	    {"more room", "known", 4097, 0, HA_D_NONE},
	    {"much more room", "known", 1 << 20, 0, HA_D_NONE},
	    {"too much room", "known", (1 << 20) + 1, 0, HA_D_OPTION_LOOKUP},
	    {"with a group that fails", "other.known", 1, EIO,
	     HA_D_OPTION_LOOKUP},
	    {"with its group", "known.known", 1, 0, HA_D_NONE},
	    {"with another group", "known.other", 1, 0, HA_D_OPTION_GROUP},
	    {"nobody, with a group", "other.known", 1, 0, HA_D_OPTION_USER},
	    {"no name", "", 1, 0, HA_D_OPTION_USER},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		needed = rows[i].needed;
		error = rows[i].error;
		assert_int_equal(ha_value_user(ha_slice_of(rows[i].user), NULL),
				 rows[i].fault);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(accounts_are_looked_up),
	};

	alarm(20);
	return cmocka_run_group_tests_name("accounts", tests, NULL, NULL);
}
