/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Predicates: the room that is there for them.  These stand in the place of
 * those that the library has.
 */
#include "common/rule/predicate.h"

#include "tests/unit/decision.h"
#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

/* How often one was asked. */
static unsigned asked;

static enum ha_diagnostic_id
any_value(struct ha_slice value)
{
	return value.size > 0 ? HA_D_NONE : HA_D_HOST_EMPTY;
}

/* last=N: the last byte of the address is N. */
static enum ha_match
match_last(const struct ha_condition *condition)
{
	const struct ha_endpoint *endpoint = condition->endpoint;
	unsigned long number;

	asked++;
	return endpoint->address_fact.state == HA_FACT_KNOWN &&
		       ha_slice_number(condition->value, 10, 255, &number) &&
		       endpoint->address.bytes[3] == number
		   ? HA_MATCH_YES
		   : HA_MATCH_NO;
}

/* lost=ANYTHING: cannot be found out. */
static enum ha_match
match_lost(const struct ha_condition *condition)
{
	(void)condition;
	asked++;
	return HA_MATCH_FAILED;
}

/* as=USER: the local user. */
static enum ha_match
match_as(const struct ha_condition *condition)
{
	const struct ha_fact *user = &condition->request->local_user;

	return user->state == HA_FACT_KNOWN &&
		       ha_slice_same(user->text, condition->value)
		   ? HA_MATCH_YES
		   : HA_MATCH_NO;
}

const struct ha_predicate ha_predicates[] = {
    {"last", HA_PREDICATE_COUNTRY, "", any_value, match_last},
    {"lost", HA_PREDICATE_COUNTRY, "", any_value, match_lost},
    {"as", HA_PREDICATE_COUNTRY, "", any_value, match_as},
    {.name = NULL},
};

/* The client is 192.0.2.9, the user is root. */
static const struct {
	const char *allow, *deny;
	enum ha_decision decision;
	enum ha_reason reason;
	unsigned asked, faults;
} rows[] = {
    {"", "sshd: last=9\n", HA_REFUSE, HA_REASON_RULE, 1, 0},
    {"", "sshd: LAST=9\n", HA_REFUSE, HA_REASON_RULE, 1, 0},
    {"", "sshd: last=8\n", HA_ALLOW, HA_REASON_DEFAULT, 1, 0},
    {"", "sshd: ALL EXCEPT last=9\n", HA_ALLOW, HA_REASON_DEFAULT, 1, 0},
    {"", "sshd: bob@last=9\n", HA_REFUSE, HA_REASON_RULE, 1, 0},
    {"", "sshd: amy@last=9\n", HA_ALLOW, HA_REASON_DEFAULT, 1, 0},
    {"", "sshd: 192. last=9\n", HA_REFUSE, HA_REASON_RULE, 0, 0},
    {"", "vsftpd: last=9\n", HA_ALLOW, HA_REASON_DEFAULT, 0, 0},
    {"", "sshd: ~/list\n", HA_REFUSE, HA_REASON_RULE, 2, 0},
    {"sshd: last=9\n", "ALL: ALL\n", HA_ALLOW, HA_REASON_RULE, 1, 0},
    /* What cannot be found out refuses only. */
    {"sshd: lost=x\n", "", HA_ALLOW, HA_REASON_DEFAULT, 1, 0},
    {"sshd: lost=x\n", "ALL: ALL\n", HA_REFUSE, HA_REASON_RULE, 1, 0},
    {"", "sshd: lost=x\n", HA_REFUSE, HA_REASON_LOOKUP, 1, 0},
    {"sshd: ALL EXCEPT lost=x\n", "ALL: ALL\n", HA_REFUSE, HA_REASON_RULE, 1,
     0},
    {"", "sshd: lost=x last=9\n", HA_REFUSE, HA_REASON_RULE, 2, 0},
    /* No value, and names that nobody knows. */
    {"", "sshd: last=\n", HA_REFUSE, HA_REASON_MALFORMED, 0, 1},
    {"sshd: last=\n", "ALL: ALL\n", HA_REFUSE, HA_REASON_RULE, 0, 1},
    {"sshd: ALL EXCEPT last=\n", "ALL: ALL\n", HA_REFUSE, HA_REASON_RULE, 0, 1},
    /* Of the server nothing is asked. */
    {"sshd@last=9: ALL\n", "ALL: ALL\n", HA_REFUSE, HA_REASON_RULE, 0, 1},
    {"", "sshd@last=9: ALL\n", HA_REFUSE, HA_REASON_MALFORMED, 0, 1},
    {"", "sshd: first=9\n", HA_ALLOW, HA_REASON_DEFAULT, 0, 0},
    {"", "sshd: last\n", HA_ALLOW, HA_REASON_DEFAULT, 0, 0},
    {"", "sshd: as=root\n", HA_REFUSE, HA_REASON_RULE, 0, 0},
    {"", "sshd: as=Root as=bob\n", HA_ALLOW, HA_REASON_DEFAULT, 0, 0},
};

static void
predicates_decide(void **state)
{
	(void)state;
	write_text("list", "last=8\nlast=9\n");
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_verdict verdict;

		row(rows[i].allow[0] ? rows[i].allow : rows[i].deny);
		asked = 0;
		decide(rows[i].allow, rows[i].deny, "192.0.2.9", false,
		       &verdict);
		assert_int_equal(verdict.decision, rows[i].decision);
		assert_int_equal(verdict.reason, rows[i].reason);
		assert_int_equal(asked, rows[i].asked);
		assert_int_equal(faults, rows[i].faults);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(predicates_decide),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
