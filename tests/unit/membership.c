/* SPDX-License-Identifier: BSD-3-Clause */
/* The conditions user= and group=, of accounts that every Debian has. */
#include "common/request/system_resolver.h"

#include "tests/unit/unit.h"

#define ABSENT "no.such.account"

static const struct {
	const char *user;
	enum ha_account kind;
	const char *name;
	enum ha_lookup lookup;
} rows[] = {
    {"root", HA_ACCOUNT_USER, "root", HA_LOOKUP_FOUND},
    {"root", HA_ACCOUNT_USER, "0", HA_LOOKUP_FOUND},
    {"root", HA_ACCOUNT_USER, "1", HA_LOOKUP_NONE},
    {"root", HA_ACCOUNT_USER, "nobody", HA_LOOKUP_NONE},
    {"root", HA_ACCOUNT_USER, ABSENT, HA_LOOKUP_NONE},
    {ABSENT, HA_ACCOUNT_USER, "root", HA_LOOKUP_NONE},
    {ABSENT, HA_ACCOUNT_USER, "0", HA_LOOKUP_NONE},
    {"root", HA_ACCOUNT_GROUP, "root", HA_LOOKUP_FOUND},
    {"root", HA_ACCOUNT_GROUP, "0", HA_LOOKUP_FOUND},
    {"root", HA_ACCOUNT_GROUP, "nogroup", HA_LOOKUP_NONE},
    {"nobody", HA_ACCOUNT_GROUP, "nogroup", HA_LOOKUP_FOUND},
    {"nobody", HA_ACCOUNT_GROUP, "root", HA_LOOKUP_NONE},
    {"root", HA_ACCOUNT_GROUP, ABSENT, HA_LOOKUP_FAILED},
    {ABSENT, HA_ACCOUNT_GROUP, "root", HA_LOOKUP_FAILED},
};

static void
accounts_are_asked(void **state)
{
	struct ha_system_resolver system;
	struct ha_resolver resolver;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].user);
		row(rows[i].name);
		ha_system_resolver_init(&system, 20000, &resolver);
		assert_int_equal(resolver.is_account(resolver.context,
						     rows[i].kind, rows[i].name,
						     rows[i].user),
				 rows[i].lookup);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(accounts_are_asked),
	};

	alarm(60);
	return cmocka_run_group_tests_name("membership", tests, NULL, NULL);
}
