/* SPDX-License-Identifier: BSD-3-Clause */
/* Decisions by list files, and by files that cannot be read. */
#include "common/decide/rules.h"

#include "tests/unit/decision.h"
#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static int
set_up(void **state)
{
	return folder_make(state) || symlink("list", "alias") ||
	       symlink("nothing", "dangling") || symlink("dangling", "far") ||
	       symlink("folder", "side") || mkdir("folder", 0700);
}

#define ALLOW HA_ALLOW
#define REFUSE HA_REFUSE

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
	    {"a link to nothing", "~/dangling\n", NULL, REFUSE,
	     HA_D_FILE_UNREADABLE},
	    {"by a link to nothing", "~/dangling/x\n", NULL, REFUSE,
	     HA_D_FILE_UNREADABLE},
	    {"a link to a link to nothing", "~/far\n", NULL, REFUSE,
	     HA_D_FILE_UNREADABLE},
	    {"in no folder", "~/none/x\n", NULL, REFUSE, HA_D_FILE_UNREADABLE},
	    {"missing in a folder", "~/folder/x\n", NULL, ALLOW, 0},
	    {"missing in a folder by a link", "~/side/x\n", NULL, ALLOW, 0},
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
	char rule[32], name[16], text[16];

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

/* Row unreadable: no error grants. */
static void
errors_of_files_refuse(void **state)
{
	static const struct {
		const char *name, *allow, *deny;
		enum ha_decision decision;
		int error;
		bool allow_optional, deny_optional;
	} rows[] = {
	    {"allow is a folder", "folder", "none", REFUSE, EISDIR, false,
	     false},
	    {"deny is a folder", "none", "folder", REFUSE, EISDIR, true, false},
	    {"allow below a file", "alias/x", "none", REFUSE, ENOTDIR, false,
	     false},
	    {"deny below a file", "none", "alias/x", REFUSE, ENOTDIR, true,
	     false},
	    {"allow decides first", "list", "folder", ALLOW, 0, false, false},
	    {"no files", "none", "none", ALLOW, 0, true, true},
	    {"empty files", "/dev/null", "/dev/null", ALLOW, 0, false, false},
	    {"no allow, and it has to be there", "none", "/dev/null", REFUSE,
	     ENOENT, false, true},
	    {"no deny, and it has to be there", "/dev/null", "none", REFUSE,
	     ENOENT, true, false},
	    {"allow decides, and deny is missing", "list", "none", ALLOW, 0,
	     false, false},
	};

	(void)state;
	write_text("list", "ALL: ALL\n");
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct ha_rules rules = {
		    .allow_file = rows[i].allow,
		    .deny_file = rows[i].deny,
		    .allow_optional = rows[i].allow_optional,
		    .deny_optional = rows[i].deny_optional};
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

/* What nobody names may be missing, and /etc/hosts.deny by its name too. */
static void
standard_files_may_be_missing(void **state)
{
	static const struct {
		const char *allow, *deny;
		bool allow_optional, deny_optional;
	} rows[] = {
	    {NULL, NULL, true, true},
	    {HA_ALLOW_FILE, HA_DENY_FILE, true, true},
	    {HA_DENY_FILE, HA_ALLOW_FILE, false, false},
	    {NULL, "/etc/hosts.dney", true, false},
	    {"/etc//hosts.allow", NULL, false, true},
	    {"/etc/hosts.allow.d", "/dev/null", false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_rules rules = {.allow_optional = true};

		ha_rules_name(&rules, rows[i].allow, rows[i].deny);
		assert_string_equal(rules.allow_file, rows[i].allow
							  ? rows[i].allow
							  : HA_ALLOW_FILE);
		assert_string_equal(rules.deny_file,
				    rows[i].deny ? rows[i].deny : HA_DENY_FILE);
		assert_int_equal(rules.allow_optional, rows[i].allow_optional);
		assert_int_equal(rules.deny_optional, rows[i].deny_optional);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(list_files_hold_patterns),
	    cmocka_unit_test(list_files_nest_eight_deep),
	    cmocka_unit_test(strict_reads_list_files_to_their_end),
	    cmocka_unit_test(errors_of_files_refuse),
	    cmocka_unit_test(standard_files_may_be_missing),
	};

	return cmocka_run_group_tests_name("decide_files", tests, set_up,
					   folder_remove);
}
