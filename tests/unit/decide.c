/* SPDX-License-Identifier: BSD-3-Clause */
/* Decisions by rule files. */
#include "decide.h"

#include "folder.h"
#include "resolver_table.h"
#include "unit.h"

#include <errno.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

static const char allow_file[] = "allow", deny_file[] = "deny";

static int
set_up(void **state)
{
	return folder_make(state) || symlink("list", "alias") ||
	       mkdir("folder", 0700);
}

static const struct table_name names[] = {
    {"192.0.2.1", "good.example.com"},
    {"192.0.2.2", NULL},
    {NULL, NULL},
};

static const struct table_addresses addresses[] = {
    {"good.example.com", "192.0.2.1"},
    {NULL, NULL},
};

static unsigned faults;
static struct ha_diagnostic last_fault;

static void
count_fault(void *context, const struct ha_diagnostic *diagnostic)
{
	(void)context;
	faults++;
	last_fault = *diagnostic;
}

static void
decide(const char *allow, const char *deny, const char *address, bool strict,
       struct ha_verdict *verdict)
{
	static const struct ha_sink sink = {count_fault, NULL};
	const struct ha_rules rules = {.allow_file = allow_file,
				       .deny_file = deny_file,
				       .strict = strict,
				       .sink = &sink};
	struct resolver_table table = {.names = names, .addresses = addresses};
	struct ha_resolver resolver = resolver_of_table(&table);
	struct ha_request request;

	write_text(allow_file, allow);
	write_text(deny_file, deny);
	ha_request_init(&request, &resolver);
	ha_request_set_daemon(&request, S("sshd"));
	ha_request_set_user(&request, S("bob"));
	ha_endpoint_set_address(&request.client, ha_slice_of(address));
	faults = 0;
	ha_decide(&rules, &request, verdict);
}

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

/* Row list-file, and R4.34 to R4.41. */
static void
list_files_hold_patterns(void **state)
{
	static const struct {
		const char *name, *list, *loop;
		enum ha_decision decision;
		enum ha_diagnostic_id fault;
	} rows[] = {
	    {"a word", "192.0.2.1\n", NULL, REFUSE, 0},
	    {"no newline", "10.\f192.0.2.1", NULL, REFUSE, 0},
	    {"commas", "10.,192.0.2.1,11.\n", NULL, REFUSE, 0},
	    {"bom",
	     "\xef\xbb\xbf"
	     "192.0.2.1\n",
	     NULL, REFUSE, 0},
	    {"comment", "10. # 192.0.2.1\n#192.0.2.1\n", NULL, ALLOW, 0},
	    {"after a comment", "# x\n192.0.2.1", NULL, REFUSE, 0},
	    {"except is a word", "ALL EXCEPT 192.0.2.1\n", NULL, REFUSE, 0},
	    {"no continuation", "192.0.\\\n2.1\n", NULL, ALLOW, 0},
	    {"no users", "bob@192.0.2.1\n", NULL, ALLOW, 0},
	    {"name", ".example.com\n", NULL, REFUSE, 0},
	    {"nested", "~/loop\n", "192.0.2.1\n", REFUSE, 0},
	    {"after a nested one", "~/loop 192.0.2.1\n", "10.\n", REFUSE, 0},
	    {"nested, and missing", "~/loop 10.\n", NULL, ALLOW, 0},
	    {"a loop", "~/loop\n", "~/list\n", REFUSE, HA_D_LIST_NESTING},
	    {"a loop by another name", "~/alias\n", NULL, REFUSE,
	     HA_D_LIST_NESTING},
	    {"a folder", "~/folder\n", NULL, REFUSE, HA_D_FILE_UNREADABLE},
	    {"empty", "", NULL, ALLOW, 0},
	    {"missing", NULL, NULL, ALLOW, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_verdict verdict;

		row(rows[i].name);
		write_text("list", rows[i].list);
		write_text("loop", rows[i].loop);
		decide(NULL, "sshd: ~/list\n", "192.0.2.1", false, &verdict);
		assert_int_equal(verdict.decision, rows[i].decision);
		assert_int_equal(verdict.fault.id, rows[i].fault);
		if (!rows[i].list)
			assert_int_equal(last_fault.id, HA_D_LIST_MISSING);
	}
}

static void
list_files_nest_eight_deep(void **state)
{
	struct ha_verdict verdict;
	char rule[32], name[8], text[8];

	(void)state;
	for (int depth = 1; depth <= 9; depth++) {
		snprintf(name, sizeof(name), "n%d", depth);
		snprintf(text, sizeof(text), "~/n%d\n", depth + 1);
		write_text(name, depth < 9 ? text : "192.0.2.1\n");
	}
	for (int first = 1; first <= 2; first++) {
		snprintf(rule, sizeof(rule), "ALL: ~/n%d: allow\n", first);
		decide(NULL, rule, "192.0.2.1", false, &verdict);
		assert_int_equal(verdict.decision,
				 first == 1 ? HA_REFUSE : HA_ALLOW);
		assert_int_equal(verdict.reason,
				 first == 1 ? HA_REASON_FILE : HA_REASON_RULE);
	}
}

/* Row unreadable: no error grants. */
static void
errors_of_files_refuse(void **state)
{
	static const struct {
		const char *name, *allow, *deny;
		enum ha_decision decision;
		int error;
	} rows[] = {
	    {"allow is a folder", "folder", "none", REFUSE, EISDIR},
	    {"deny is a folder", "none", "folder", REFUSE, EISDIR},
	    {"allow below a file", "alias/x", "none", REFUSE, ENOTDIR},
	    {"deny below a file", "none", "alias/x", REFUSE, ENOTDIR},
	    {"allow decides first", "list", "folder", ALLOW, 0},
	    {"no files", "none", "none", ALLOW, 0},
	};

	(void)state;
	write_text("list", "ALL: ALL\n");
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct ha_rules rules = {.allow_file = rows[i].allow,
					       .deny_file = rows[i].deny};
		struct ha_request request;
		struct ha_verdict verdict;

		row(rows[i].name);
		ha_request_init(&request, NULL);
		ha_decide(&rules, &request, &verdict);
		assert_int_equal(verdict.decision, rows[i].decision);
		assert_int_equal(verdict.fault.error, rows[i].error);
		assert_int_equal(verdict.reason == HA_REASON_FILE,
				 rows[i].decision == HA_REFUSE);
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

static void
strict_reads_list_files_to_their_end(void **state)
{
	struct ha_verdict verdict;

	(void)state;
	write_text("list", "192.0.2.1\n10/8\n");
	decide("ALL: ~/list\n", "ALL: ALL\n", "192.0.2.1", false, &verdict);
	assert_int_equal(verdict.decision, HA_ALLOW);
	decide("ALL: ~/list\n", "ALL: ALL\n", "192.0.2.1", true, &verdict);
	assert_int_equal(verdict.reason, HA_REASON_FILE);
	assert_int_equal(verdict.fault.id, HA_D_NET_BAD);
	assert_int_equal(verdict.fault.line, 2);
}

static void
faults_have_a_place(void **state)
{
	struct ha_verdict verdict;

	(void)state;
	decide(NULL, "# x\nsshd: 10., \\\n  10/8\n", "192.0.2.1", false,
	       &verdict);
	assert_int_equal(faults, 1);
	assert_int_equal(last_fault.id, HA_D_NET_BAD);
	assert_ptr_equal(last_fault.place.file, deny_file);
	assert_int_equal(last_fault.place.line, 3);
	assert_int_equal(last_fault.place.column, 3);
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
	assert_int_equal(verdict.idle, HA_OPTION_NICE);
	assert_int_equal(verdict.severity, LOG_MAIL | LOG_ERR);
	decide(NULL, NULL, "192.0.2.1", false, &verdict);
	assert_int_equal(verdict.skipped, 0);
	assert_int_equal(verdict.idle, 0);
	assert_int_equal(verdict.severity, -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(files_are_searched_in_order),
	    cmocka_unit_test(failed_look_ups_never_allow),
	    cmocka_unit_test(list_files_hold_patterns),
	    cmocka_unit_test(list_files_nest_eight_deep),
	    cmocka_unit_test(errors_of_files_refuse),
	    cmocka_unit_test(strict_refuses_what_is_broken),
	    cmocka_unit_test(strict_reads_list_files_to_their_end),
	    cmocka_unit_test(faults_have_a_place),
	    cmocka_unit_test(long_rules_are_cut_in_the_verdict),
	    cmocka_unit_test(verdicts_name_the_options),
	};

	return cmocka_run_group_tests_name("decide", tests, set_up,
					   folder_remove);
}
