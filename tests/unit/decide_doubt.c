/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Decisions by rules of which nobody can say whether they match: lines with
 * a NUL byte, here '^', and nets with host bits.  They refuse only.
 */
#include "common/decide/decide.h"

#include "tests/unit/decision.h"
#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#define ALLOW HA_ALLOW
#define REFUSE HA_REFUSE
#define NONE HA_REASON_DEFAULT
#define RULE HA_REASON_RULE
#define NUL HA_REASON_NUL
#define BITS HA_REASON_HOST_BITS
#define OPTION HA_REASON_OPTION

/* The client is 192.0.2.1. */
static const struct doubt_row {
	const char *name, *allow, *deny, *list;
	enum ha_decision decision;
	enum ha_reason reason;
	unsigned long line;
} rows[] = {
    /* A line with a NUL byte refuses whom it would with a blank there. */
    {"nul in deny", "", "sshd: ALL^", "", REFUSE, NUL, 1},
    {"nul and EXCEPT", "", "sshd: ALL^ EXCEPT 127.0.0.1", "", REFUSE, NUL, 1},
    {"nul and an exception", "", "sshd: ALL^EXCEPT 192.0.2.1", "", ALLOW, NONE,
     0},
    {"nul in EXCEPT", "", "sshd: ALL EXCEPT 10.^192.0.2.1", "", ALLOW, NONE, 0},
    {"nul for others", "", "sshd: 10.^", "", ALLOW, NONE, 0},
    {"nul among daemons", "", "ftpd^sshd: ALL", "", REFUSE, NUL, 1},
    {"nul in another daemon's", "", "ftpd: ALL^", "", ALLOW, NONE, 0},
    {"nul in a word", "", "sshd: 192.0^.2.1", "", ALLOW, NONE, 0},
    {"nul first", "", "^sshd: ALL", "", REFUSE, NUL, 1},
    {"nul in a comment", "", "sshd: ALL # ^", "", REFUSE, NUL, 1},
    {"nul behind", "", "sshd: ALL\n^\n", "", REFUSE, RULE, 1},
    {"nul, a comment", "", "# ^\n^# sshd: ALL\n", "", ALLOW, NONE, 0},
    {"nul, no rule", "", "sshd^ ALL\n^\n", "", ALLOW, NONE, 0},
    {"nul in a part of a line", "", "ss\\\nhd: \\\nA^\\\n ALL", "", REFUSE, NUL,
     1},
    {"nul in allow", "sshd: ALL^", "ALL: ALL", "", REFUSE, RULE, 1},
    {"nul in allow, first", "^sshd: ALL", "ALL: ALL", "", REFUSE, RULE, 1},
    {"nul in allow, a comment", "sshd: ALL # ^", "ALL: ALL", "", REFUSE, RULE,
     1},
    {"nul in allow, an exception", "sshd: ALL^EXCEPT 10.", "ALL: ALL", "",
     REFUSE, RULE, 1},
    {"nul in allow, then a rule", "sshd: ALL^\nsshd: ALL", "ALL: ALL", "",
     ALLOW, RULE, 2},
    {"nul in allow, refuses", "sshd: ALL^: deny\nALL: ALL", "", "", REFUSE, NUL,
     1},
    {"nul in allow, in the option", "sshd: ALL: deny^\nALL: ALL", "", "",
     REFUSE, NUL, 1},
    {"nul, no option", "sshd: ALL: de^ny\nALL: ALL", "", "", REFUSE, NUL, 1},
    {"nul in allow, allows", "sshd: ALL: allow^", "ALL: ALL", "", REFUSE, RULE,
     1},
    {"nul in deny, allows", "", "sshd: ALL: allow^\nALL: ALL", "", REFUSE, RULE,
     2},
    {"nul in deny, allows nobody", "", "sshd: 192.0.2.1^: allow", "", ALLOW,
     NONE, 0},
    {"nul, a command", "sshd: ALL: aclexec true^\nALL: ALL", "ALL: ALL", "",
     REFUSE, RULE, 1},
    {"nul, twist", "sshd: ALL: twist echo ^\nALL: ALL", "", "", REFUSE, NUL, 1},
    /* Words in such a line of a list file are undecided. */
    {"nul in a list", "", "sshd: ~/list", "192.0.2.1^", REFUSE, NUL, 1},
    {"nul in a list, a word", "", "sshd: ~/list", "x^192.0.2.1", REFUSE, NUL,
     1},
    {"nul in a list, others", "", "sshd: ~/list", "10.^192.", REFUSE, NUL, 1},
    {"nul in a list, nobody", "", "sshd: ~/list", "10.^", ALLOW, NONE, 0},
    {"nul in a list, a comment", "", "sshd: ~/list", "#^192.0.2.1", ALLOW, NONE,
     0},
    {"nul in a list, next line", "", "sshd: ~/list", "10.^\n192.0.2.1", REFUSE,
     RULE, 1},
    {"nul in a list, line before", "", "sshd: ~/list", "192.\n10.^", REFUSE,
     RULE, 1},
    {"nul in a list that allows", "sshd: ~/list", "ALL: ALL", "192.0.2.1^",
     REFUSE, RULE, 1},
    {"nul in a list, and a line that allows", "sshd: ~/list", "ALL: ALL",
     "192.0.2.1^\n192.0.2.1\n", ALLOW, RULE, 1},
    {"nul in a list that is excepted", "sshd: ALL EXCEPT ~/list", "ALL: ALL",
     "192.0.2.1^", REFUSE, RULE, 1},
    {"nul in an excepted word of a list", "sshd: ALL EXCEPT ~/list", "ALL: ALL",
     "192.0.2^.1", REFUSE, RULE, 1},
    {"nothing but nul in an excepted list", "sshd: ALL EXCEPT ~/list",
     "ALL: ALL", "10.\n^^^\n", REFUSE, RULE, 1},
    {"nul in a list of an exception to one",
     "sshd: ALL EXCEPT ALL EXCEPT ~/list", "ALL: ALL", "192.0.2^.1", REFUSE,
     RULE, 1},
    {"nul in a list for others", "", "ALL: ~/list", "192.0.2^.1", ALLOW, NONE,
     0},
    {"nul in an excepted list of deny, another", "", "ALL: ALL EXCEPT ~/list",
     "10.0.0^.1", REFUSE, NUL, 1},
    {"nul in an excepted list of deny", "", "ALL: ALL EXCEPT ~/list",
     "192.0.2.1^", REFUSE, NUL, 1},
    {"nul before a list", "sshd: ~/list", "ALL: ALL", "^ ~/other", REFUSE, RULE,
     1},
    {"nul before a list in deny", "", "ALL: ~/list", "^ ~/other", REFUSE, NUL,
     1},
    {"nul before a list, then none", "sshd: ~/list", "ALL: ALL",
     "^ ~/other\n~/other", ALLOW, RULE, 1},
    {"nul before a list, again", "sshd: ~/list\nsshd: ~/list", "ALL: ~/list",
     "~/other^\n", REFUSE, NUL, 1},
    /* A net with host bits is certain for that host, and for all outside. */
    {"the host, in deny", "", "sshd: 192.0.2.1/24", "", REFUSE, RULE, 1},
    {"the net, in deny", "", "sshd: 192.0.2.9/24", "", REFUSE, BITS, 1},
    {"neither, in deny", "", "sshd: 192.0.3.9/24", "", ALLOW, NONE, 0},
    {"the host, in allow", "sshd: 192.0.2.1/255.255.255.0", "ALL: ALL", "",
     ALLOW, RULE, 1},
    {"the net, in allow", "sshd: 192.0.2.65/255.255.255.0", "ALL: ALL", "",
     REFUSE, RULE, 1},
    {"the net, in allow, then a rule", "sshd: 192.0.2.65/24 192.0.2.1",
     "ALL: ALL", "", ALLOW, RULE, 1},
    {"the net, deny in allow", "sshd: 192.0.2.65/24: deny\nALL: ALL", "", "",
     REFUSE, BITS, 1},
    {"the net, allow in deny", "", "sshd: 192.0.2.65/24: allow\nALL: ALL", "",
     REFUSE, RULE, 2},
    {"the net, an option error", "sshd: 192.0.2.65/24: no\nALL: ALL", "", "",
     REFUSE, BITS, 1},
    {"the host is excepted", "sshd: ALL EXCEPT 192.0.2.1/24", "ALL: ALL", "",
     REFUSE, RULE, 1},
    {"the net is excepted", "sshd: ALL EXCEPT 192.0.2.9/24", "ALL: ALL", "",
     REFUSE, RULE, 1},
    {"neither is excepted", "sshd: ALL EXCEPT 192.0.3.9/24", "ALL: ALL", "",
     ALLOW, RULE, 1},
    {"the host is spared", "", "ALL: ALL EXCEPT 192.0.2.1/24", "", ALLOW, NONE,
     0},
    {"the net is not spared", "", "ALL: ALL EXCEPT 192.0.2.9/24", "", REFUSE,
     BITS, 1},
    {"an exception of the exception",
     "sshd: ALL EXCEPT 192. EXCEPT 192.0.2.9/24", "ALL: ALL", "", REFUSE, RULE,
     1},
    {"a user", "sshd: bob@192.0.2.9/24", "ALL: ALL", "", REFUSE, RULE, 1},
    {"a user in deny", "", "sshd: bob@192.0.2.9/24", "", REFUSE, BITS, 1},
    {"another user", "", "sshd: eve@192.0.2.9/24", "", ALLOW, NONE, 0},
    {"another daemon", "", "ftpd: 192.0.2.9/24", "", ALLOW, NONE, 0},
    {"in a list", "", "sshd: ~/list", "192.0.2.9/24", REFUSE, BITS, 1},
    {"in a list that allows", "sshd: ~/list", "ALL: ALL", "192.0.2.9/24",
     REFUSE, RULE, 1},
    {"the host in a list", "sshd: ~/list", "ALL: ALL", "192.0.2.1/24", ALLOW,
     RULE, 1},
    {"a certain word in the list", "sshd: ~/list", "ALL: ALL",
     "192.0.2.9/24\n192.0.2.0/25\n", ALLOW, RULE, 1},
    {"any mask", "sshd: 10.0.2.9/0.255.255.0", "ALL: ALL", "", REFUSE, RULE, 1},
    {"any mask, in deny", "", "sshd: 10.0.2.9/0.255.255.0", "", REFUSE, BITS,
     1},
    {"a failed look-up tells more", "", "sshd: 192.0.2.9/24 @none^", "", REFUSE,
     BITS, 1},
    {"host bits in a line with nul", "", "sshd: 192.0.2.9/24^", "", REFUSE,
     BITS, 1},
    /* In list files, ';' begins a comment. */
    {"a comment", "", "sshd: ~/list", "10.0.0.0/8 ; 192.0.2.1\n", ALLOW, NONE,
     0},
    {"a comment without a blank", "", "sshd: ~/list", ";192.0.2.1 ALL", ALLOW,
     NONE, 0},
    {"a comment behind a comma", "", "sshd: ~/list", "10.,;ALL", ALLOW, NONE,
     0},
    {"a line behind a comment", "", "sshd: ~/list",
     "; x\n192.0.2.0/24 ; SBL1\n", REFUSE, RULE, 1},
    {"in a word it is none", "", "sshd: ~/list", "10.;x 192.0.2.1", REFUSE,
     RULE, 1},
    {"in a rule it is none", "", "sshd: ; 192.0.2.1", "", REFUSE, RULE, 1},
};

static void
doubt_refuses(void **state)
{
	(void)state;
	write_text("other", "192.0.2.1\n");
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_verdict verdict;

		row(rows[i].name);
		write_text("list", rows[i].list);
		decide(rows[i].allow, rows[i].deny, "192.0.2.1", false,
		       &verdict);
		assert_int_equal(verdict.decision, rows[i].decision);
		assert_int_equal(verdict.reason, rows[i].reason);
		assert_int_equal(verdict.place.line, rows[i].line);
	}
}

/* Of 192.0.2.2 the name cannot be looked up, and need not be. */
static void
nothing_is_looked_up_in_vain(void **state)
{
	static const struct {
		const char *name, *deny, *list;
		enum ha_decision decision;
	} vain[] = {
	    {"an exclamation mark", "sshd: !203.0.113.99", "", ALLOW},
	    {"a list with comments", "ALL: ~/list",
	     "; Block list\n1.10.16.0/20 ; SBL256894\n", ALLOW},
	    {"a semicolon in a rule", "ALL: 10. ; <IP> (x) \"y\"", "", ALLOW},
	    {"a word with nul", "ALL: (x^y)", "", ALLOW},
	    {"a user", "ALL: u@!x", "", ALLOW},
	    {"EXCEPT", "ALL: 192.0.2.2 EXCEPT !x", "", REFUSE},
	    {"a name", "ALL: x", "", REFUSE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(vain); i++) {
		struct ha_verdict verdict;

		row(vain[i].name);
		write_text("list", vain[i].list);
		decide(NULL, vain[i].deny, "192.0.2.2", false, &verdict);
		assert_int_equal(verdict.decision, vain[i].decision);
	}
}

/* The argument strict: a NUL byte is a fault wherever it stands. */
static void
strict_refuses_a_nul(void **state)
{
	static const char *const files[] = {
	    "x: y\n# ^\n",
	    "ALL: ALL\nx: y^\n",
	    "^",
	};
	struct ha_verdict verdict;

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		decide(files[i], NULL, "192.0.2.1", true, &verdict);
		assert_int_equal(verdict.decision, REFUSE);
		assert_int_equal(verdict.fault.id, HA_D_LINE_NUL);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(doubt_refuses),
	    cmocka_unit_test(nothing_is_looked_up_in_vain),
	    cmocka_unit_test(strict_refuses_a_nul),
	};

	return cmocka_run_group_tests_name("decide_doubt", tests, folder_make,
					   folder_remove);
}
