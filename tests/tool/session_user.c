/* SPDX-License-Identifier: BSD-3-Clause */
/* Who logged in, by what the kernel, a record and variables say. */
#include "hostsaccess/past/session_user.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

/* One byte more than a login has place for. */
#define LONG "a123456789b123456789c123456789d123456789"

static const struct row {
	const char *name;
	const char *loginuid; /* NULL: there is no such file */
	const char *record, *sudo_user, *logname, *user;
	const char *found; /* NULL: whoever runs this */
} rows[] = {
    {"the kernel", "0", "anna", "bob", "carl", "dora", "root"},
    {"the kernel, with a newline", "0\n", "", NULL, NULL, NULL, "root"},
    {"it has none", "4294967295", "anna", "bob", "carl", "dora", "anna"},
    {"one that is no account", "4000000000", "", "bob", NULL, NULL, "bob"},
    {"what is no number", "x", "", "bob", NULL, NULL, "bob"},
    {"too big a number", "4294967296", "", "bob", NULL, NULL, "bob"},
    {"nothing in it", "", "", "bob", NULL, NULL, "bob"},
    {"no kernel that tells", NULL, "", "bob", "carl", "dora", "bob"},
    {"no sudo", NULL, "", NULL, "carl", "dora", "carl"},
    {"an empty variable", NULL, "", "", "carl", "dora", "carl"},
    {"USER alone", NULL, "", NULL, NULL, "dora", "dora"},
    {"a name that is too long", NULL, "", LONG, NULL, "dora", "dora"},
    {"nobody tells", NULL, "", NULL, NULL, NULL, NULL},
};

static void
set(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

static void
test_rows(void **state)
{
	const struct passwd *account = getpwuid(getuid());

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *one = &rows[i];
		const char *found = one->found;
		struct login login = {.user = "left"};

		row(rows[i].name);
		write_text("loginuid", one->loginuid);
		set("SUDO_USER", one->sudo_user);
		set("LOGNAME", one->logname);
		set("USER", one->user);
		session_user_find("loginuid", one->record, &login);
		if (!found)
			found = account ? account->pw_name : "";
		assert_string_equal(login.user, found);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests_name("session_user", tests, folder_make,
					   folder_remove);
}
