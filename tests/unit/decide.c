/* SPDX-License-Identifier: BSD-3-Clause */
/* Decisions by rule files. */
#include "common/decide/decide.h"

#include "tests/unit/decision.h"
#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <syslog.h>

#define ALLOW HA_ALLOW
#define REFUSE HA_REFUSE

/* Search order (R1), EXCEPT (R3), options (R5.01, R5.02, R5.08). */
static const struct {
	const char *name, *allow, *deny;
	enum ha_decision decision;
	enum ha_reason reason;
	const char *file;
	unsigned long line;
} order[] = {
    {"no files", NULL, NULL, ALLOW, HA_REASON_DEFAULT, NULL, 0},
    {"empty files", "", "", ALLOW, HA_REASON_DEFAULT, NULL, 0},
    {"allow comes first", "sshd: ALL\n", "ALL: ALL\n", ALLOW, HA_REASON_RULE,
     allow_file, 1},
    {"deny comes second", "ftpd: ALL\n", "#\nsshd: ALL\n", REFUSE,
     HA_REASON_RULE, deny_file, 2},
    {"no newline at the end", "ftpd: ALL", "x: ALL\nsshd: ALL", REFUSE,
     HA_REASON_RULE, deny_file, 2},
    {"first match wins", "sshd: ALL: deny\nsshd: ALL\n", NULL, REFUSE,
     HA_REASON_RULE, allow_file, 1},
    {"allow in deny", NULL, "sshd: ALL: allow\nALL: ALL\n", ALLOW,
     HA_REASON_RULE, deny_file, 1},
    {"a continued rule", "a\\\n: x\nss\\\nhd\\\n: ALL\n", NULL, ALLOW,
     HA_REASON_RULE, allow_file, 3},
    {"broken lines are passed over", "sshd ALL\n: x\n", "sshd: ALL\n", REFUSE,
     HA_REASON_RULE, deny_file, 1},
    {"option error in allow", "sshd: ALL: nosuch\nALL: ALL\n", NULL, REFUSE,
     HA_REASON_OPTION, allow_file, 1},
    {"option error in deny", NULL, "sshd: ALL: nosuch: allow\n", REFUSE,
     HA_REASON_OPTION, deny_file, 1},
    {"option error of another rule", "sshd: 10.: nosuch\nALL: ALL\n", NULL,
     ALLOW, HA_REASON_RULE, allow_file, 2},
    {"colon in a comment", NULL, "sshd: ALL # see: x\n", REFUSE,
     HA_REASON_OPTION, deny_file, 1},
    {"twist in allow", "sshd: ALL: twist echo\n", NULL, REFUSE, HA_REASON_TWIST,
     allow_file, 1},
    {"spawn keeps the verdict", "sshd: ALL: spawn x\n", "ALL: ALL\n", ALLOW,
     HA_REASON_RULE, allow_file, 1},
    {"aclexec in allow", "sshd: ALL: aclexec x\nALL: ALL\n", "ALL: ALL\n",
     REFUSE, HA_REASON_RULE, deny_file, 1},
    {"aclexec in deny", NULL, "sshd: ALL: aclexec x\n", REFUSE, HA_REASON_RULE,
     deny_file, 1},
    {"aclexec, then allow", "sshd: ALL: aclexec x: allow\n", "ALL: ALL\n",
     ALLOW, HA_REASON_RULE, allow_file, 1},
    {"except", "sshd: ALL EXCEPT 192.0.2.1\n", "ALL: ALL\n", REFUSE,
     HA_REASON_RULE, deny_file, 1},
    {"except except", "sshd: ALL EXCEPT 192.0.2. EXCEPT 192.0.2.1\n",
     "ALL: ALL\n", ALLOW, HA_REASON_RULE, allow_file, 1},
    {"except, thrice", "sshd: ALL EXCEPT 192. EXCEPT 192.0. EXCEPT 192.0.2.\n",
     "ALL: ALL\n", REFUSE, HA_REASON_RULE, deny_file, 1},
    {"except first", "sshd: EXCEPT 10.\n", "ALL: ALL\n", REFUSE, HA_REASON_RULE,
     deny_file, 1},
    {"except last", "sshd: ALL EXCEPT\n", "ALL: ALL\n", ALLOW, HA_REASON_RULE,
     allow_file, 1},
    {"nothing between two", "sshd: ALL EXCEPT EXCEPT ALL\n", "ALL: ALL\n",
     ALLOW, HA_REASON_RULE, allow_file, 1},
    {"except daemons", "ALL EXCEPT sshd: ALL\n", "ALL: ALL\n", REFUSE,
     HA_REASON_RULE, deny_file, 1},
    {"user", "sshd: bob@192.0.2.1\n", "ALL: ALL\n", ALLOW, HA_REASON_RULE,
     allow_file, 1},
    {"another user", "sshd: eve@192.0.2.1\n", "ALL: ALL\n", REFUSE,
     HA_REASON_RULE, deny_file, 1},
    {"user without host", "sshd: bob@\n", "ALL: ALL\n", REFUSE, HA_REASON_RULE,
     deny_file, 1},
    {"daemon at any server", "sshd@ALL: ALL\n", "ALL: ALL\n", ALLOW,
     HA_REASON_RULE, allow_file, 1},
    {"daemon at a server", "sshd@192.0.2.1: ALL\n", "ALL: ALL\n", REFUSE,
     HA_REASON_RULE, deny_file, 1},
    {"name", "sshd: .example.com\n", "ALL: ALL\n", ALLOW, HA_REASON_RULE,
     allow_file, 1},
};

/* Strictly, too, but where something is broken. */
static void
files_are_searched_in_order(void **state)
{
	unsigned sound = 0;

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(order); i++) {
		bool strict = i >= COUNT(order);
		size_t number = i % COUNT(order);
		struct ha_verdict verdict;

		row(order[number].name);
		decide(order[number].allow, order[number].deny, "192.0.2.1",
		       strict, &verdict);
		if (strict && verdict.reason == HA_REASON_FILE)
			continue;
		sound += strict;
		assert_int_equal(verdict.decision, order[number].decision);
		assert_int_equal(verdict.reason, order[number].reason);
		assert_ptr_equal(verdict.place.file, order[number].file);
		assert_int_equal(verdict.place.line, order[number].line);
	}
	assert_int_equal(sound, 21);
}

static void
failed_look_ups_never_allow(void **state)
{
	static const struct {
		const char *name, *allow, *deny;
		enum ha_decision decision;
		enum ha_reason reason;
	} rows[] = {
	    {"allow by name", "sshd: .example.com\n", "ALL: ALL\n", REFUSE,
	     HA_REASON_RULE},
	    {"allow by name, empty deny", "sshd: .example.com\n", "", ALLOW,
	     HA_REASON_DEFAULT},
	    {"deny by name", "", "sshd: .evil.com\n", REFUSE, HA_REASON_LOOKUP},
	    {"deny by name in allow", "sshd: .evil.com: deny\nALL: ALL\n", "",
	     REFUSE, HA_REASON_LOOKUP},
	    {"allow by name in deny", "", "sshd: .good.com: allow\n", ALLOW,
	     HA_REASON_DEFAULT},
	    {"allow except a name", "sshd: ALL EXCEPT .evil.com\n",
	     "ALL: ALL\n", REFUSE, HA_REASON_RULE},
	    {"deny except a name", "", "ALL: ALL EXCEPT .good.com\n", REFUSE,
	     HA_REASON_LOOKUP},
	    {"the exception does not matter",
	     "sshd: 192.0.2.2 EXCEPT .evil.com EXCEPT ALL\n", "ALL: ALL\n",
	     ALLOW, HA_REASON_RULE},
	    {"an address decides first", "sshd: 192.0.2.2 .evil.com\n",
	     "ALL: ALL\n", ALLOW, HA_REASON_RULE},
	    {"an address decides later", "", "sshd: .evil.com 192.0.2.2\n",
	     REFUSE, HA_REASON_RULE},
	    {"another daemon", "", "ftpd: .evil.com\n", ALLOW,
	     HA_REASON_DEFAULT},
	    {"another user", "", "sshd: eve@.evil.com\n", ALLOW,
	     HA_REASON_DEFAULT},
	    {"unknown is not known to be", "", "ALL: UNKNOWN\n", REFUSE,
	     HA_REASON_LOOKUP},
	    {"an option error", "sshd: .x.com: nosuch\n", "", REFUSE,
	     HA_REASON_LOOKUP},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_verdict verdict;

		row(rows[i].name);
		decide(rows[i].allow, rows[i].deny, "192.0.2.2", false,
		       &verdict);
		assert_int_equal(verdict.decision, rows[i].decision);
		assert_int_equal(verdict.reason, rows[i].reason);
	}
}

/* The argument strict: what is broken refuses, wherever it stands. */
static void
strict_refuses_what_is_broken(void **state)
{
	static const struct {
		const char *name, *allow;
		enum ha_diagnostic_id fault;
		unsigned long line;
	} rows[] = {
	    {"nothing", "sshd: 10. EXCEPT 10.1.\nALL: ALL\n", 0, 0},
	    {"host bits are a warning", "ALL: 10.1.2.3/8 ALL\n", 0, 0},
	    {"behind the rule that decides", "ALL: ALL\n\nsshd ALL\n",
	     HA_D_LINE_SEPARATOR, 3},
	    {"a token of another daemon", "ftpd: 10/8\nALL: ALL\n",
	     HA_D_NET_BAD, 1},
	    {"a token behind the one that decides", "ALL: ALL [x\n",
	     HA_D_BRACKET_UNBALANCED, 1},
	    {"an option of another rule", "ftpd: x: nosuch\nALL: ALL\n",
	     HA_D_OPTION_UNKNOWN, 1},
	    {"except", "ftpd: x EXCEPT\nALL: ALL\n", HA_D_EXCEPT_EMPTY, 1},
	    {"except first", "EXCEPT x: y\nALL: ALL\n", HA_D_EXCEPT_FIRST, 1},
	    {"no host", "ftpd: u@\nALL: ALL\n", HA_D_HOST_EMPTY, 1},
	    {"no server", "ftpd@: x\nALL: ALL\n", HA_D_HOST_EMPTY, 1},
	    {"a bad server", "ftpd@10/8: x\nALL: ALL\n", HA_D_NET_BAD, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_verdict verdict;

		row(rows[i].name);
		decide(rows[i].allow, NULL, "192.0.2.1", false, &verdict);
		assert_int_equal(verdict.decision, HA_ALLOW);
		decide(rows[i].allow, NULL, "192.0.2.1", true, &verdict);
		assert_int_equal(verdict.decision,
				 rows[i].fault ? HA_REFUSE : HA_ALLOW);
		assert_int_equal(verdict.fault.id, rows[i].fault);
		assert_int_equal(verdict.fault.line, rows[i].line);
	}
}

/* Not strict: what is met on the way. */
static void
faults_have_a_place(void **state)
{
	static const struct {
		const char *name, *deny;
		enum ha_diagnostic_id fault;
		unsigned long line, column;
	} rows[] = {
	    {"a net", "# x\nsshd: 10., \\\n  10/8\n", HA_D_NET_BAD, 3, 3},
	    {"no host", "sshd: bob@ x\n", HA_D_HOST_EMPTY, 1, 11},
	    {"no server", "sshd@: ALL\n", HA_D_HOST_EMPTY, 1, 6},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_verdict verdict;

		row(rows[i].name);
		decide(NULL, rows[i].deny, "192.0.2.1", false, &verdict);
		assert_int_equal(verdict.decision, HA_ALLOW);
		assert_int_equal(faults, 1);
		assert_int_equal(last_fault.id, rows[i].fault);
		assert_ptr_equal(last_fault.place.file, deny_file);
		assert_int_equal(last_fault.place.line, rows[i].line);
		assert_int_equal(last_fault.place.column, rows[i].column);
	}
}

static void
long_rules_are_cut_in_the_verdict(void **state)
{
	struct ha_verdict verdict;
	char rule[1024];

	(void)state;
	snprintf(rule, sizeof(rule), "ALL: ALL%900s\n", "x");
	decide(rule, NULL, "192.0.2.1", false, &verdict);
	assert_int_equal(verdict.decision, HA_ALLOW);
	assert_int_equal(verdict.rule.size, HA_EXCERPT_MAX);
	assert_true(verdict.rule.cut);
}

/* What a rule asks for besides its verdict, where nobody carries it out. */
static void
verdicts_name_the_options(void **state)
{
	struct ha_verdict verdict;

	(void)state;
	decide("sshd: ALL: severity mail.err: spawn true: nice\n", NULL,
	       "192.0.2.1", false, &verdict);
	assert_int_equal(verdict.decision, HA_ALLOW);
	assert_int_equal(verdict.skipped, HA_OPTION_SPAWN);
	assert_int_equal(verdict.left_alone, HA_OPTION_NICE);
	assert_int_equal(verdict.severity, LOG_MAIL | LOG_ERR);
	decide(NULL, NULL, "192.0.2.1", false, &verdict);
	assert_int_equal(verdict.skipped, 0);
	assert_int_equal(verdict.left_alone, 0);
	assert_int_equal(verdict.severity, -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(files_are_searched_in_order),
	    cmocka_unit_test(failed_look_ups_never_allow),
	    cmocka_unit_test(strict_refuses_what_is_broken),
	    cmocka_unit_test(faults_have_a_place),
	    cmocka_unit_test(long_rules_are_cut_in_the_verdict),
	    cmocka_unit_test(verdicts_name_the_options),
	};

	return cmocka_run_group_tests_name("decide", tests, folder_make,
					   folder_remove);
}
