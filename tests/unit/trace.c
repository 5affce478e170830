/* SPDX-License-Identifier: BSD-3-Clause */
/* The steps that a decision tells of. */
#include "common/decide/decide.h"

#include "tests/unit/folder.h"
#include "tests/unit/resolver_table.h"
#include "tests/unit/unit.h"

/* The steps of a decision, a line each. */
static char steps[1024];

/* One letter: no, yes, undecided. */
static char
letter(enum ha_match match)
{
	if (ha_match_is_undecided(match))
		return '?';
	return match == HA_MATCH_YES ? '+' : '-';
}

static void
receive(void *context, const struct ha_step *step)
{
	size_t used = strlen(steps);
	char *end = steps + used;
	size_t room = sizeof(steps) - used;
	int size = (int)step->text.size;

	(void)context;
	switch (step->kind) {
	case HA_STEP_FILE:
		snprintf(end, room, "file %s\n", step->place.file);
		break;
	case HA_STEP_ABSENT:
		snprintf(end, room, "absent %s\n", step->place.file);
		break;
	case HA_STEP_CHANGED:
		snprintf(end, room, "changed %s\n", step->place.file);
		break;
	case HA_STEP_TOKEN:
		snprintf(end, room, "%lu:%lu %s%u %c%.*s\n", step->place.line,
			 step->place.column, step->client ? "client" : "daemon",
			 step->group, letter(step->match), size,
			 step->text.data);
		break;
	case HA_STEP_WORD:
		snprintf(end, room, "word %lu:%lu %c%.*s\n", step->place.line,
			 step->place.column, letter(step->match), size,
			 step->text.data);
		break;
	case HA_STEP_CONDITION:
		snprintf(end, room, "condition %lu:%lu %c%.*s\n",
			 step->place.line, step->place.column,
			 letter(step->match), size, step->text.data);
		break;
	case HA_STEP_RULE:
		snprintf(end, room, "rule %lu %c%s\n", step->place.line,
			 letter(step->match), step->decides ? "!" : "");
		break;
	}
}

static const struct row {
	const char *name;
	const char *allow, *deny; /* NULL: no such file */
	const char *steps;
} rows[] = {
    {"no files", NULL, NULL, "absent allow\nabsent deny\n"},
    {"the rule decides, the rest is not read", "sshd: ALL\nsshd: ALL\n", NULL,
     "file allow\n1:1 daemon0 +sshd\n1:7 client0 +ALL\nrule 1 +!\n"},
    {"another daemon: clients are not compared", "ftpd: ALL\n", NULL,
     "file allow\n1:1 daemon0 -ftpd\nrule 1 -\nabsent deny\n"},
    {"nothing between", "sshd:ALL\n", NULL,
     "file allow\n1:1 daemon0 +sshd\n1:6 client0 +ALL\nrule 1 +!\n"},
    {"tokens up to the first that matches", "sshd: 10. ALL LOCAL\n", NULL,
     "file allow\n1:1 daemon0 +sshd\n1:7 client0 -10.\n"
     "1:11 client0 +ALL\nrule 1 +!\n"},
    {"a condition that does not hold", NULL,
     "sshd: ALL: require from=2026-01-01 from=9999-01-01 user=root\n",
     "absent allow\nfile deny\n1:1 daemon0 +sshd\n1:7 client0 +ALL\n"
     "condition 1:20 +from=2026-01-01\ncondition 1:36 -from=9999-01-01\n"
     "rule 1 -\n"},
    {"the exception that matches", NULL, "sshd: ALL EXCEPT 10. 192.0.2.\n",
     "absent allow\nfile deny\n1:1 daemon0 +sshd\n1:7 client0 +ALL\n"
     "1:18 client1 -10.\n1:22 client1 +192.0.2.\nrule 1 -\n"},
    {"an exception of the exception", NULL,
     "ALL: ALL EXCEPT 192.0.2. EXCEPT 192.0.2.1\n",
     "absent allow\nfile deny\n1:1 daemon0 +ALL\n1:6 client0 +ALL\n"
     "1:17 client1 +192.0.2.\n1:33 client2 +192.0.2.1\nrule 1 +!\n"},
    {"daemons excepted", NULL, "ALL EXCEPT sshd: ALL\n",
     "absent allow\nfile deny\n1:1 daemon0 +ALL\n1:12 daemon1 +sshd\n"
     "rule 1 -\n"},
    {"broken lines are no rules", NULL, "# x\nsshd ALL\n\nsshd: ALL\n",
     "absent allow\nfile deny\n4:1 daemon0 +sshd\n4:7 client0 +ALL\n"
     "rule 4 +!\n"},
    {"an aclexec that is not run keeps it from deciding",
     "sshd: ALL: aclexec true\n", NULL,
     "file allow\n1:1 daemon0 +sshd\n1:7 client0 +ALL\nrule 1 +\n"
     "absent deny\n"},
};

/* The name of the client is not known for the moment. */
static void
decide(const char *allow, const char *deny)
{
	static const struct table_name names[] = {{"192.0.2.1", NULL},
						  {NULL, NULL}};
	struct resolver_table table = {.names = names};
	const struct ha_resolver resolver = resolver_of_table(&table);
	const struct ha_trace trace = {receive, NULL};
	const struct ha_rules rules = {.allow_file = "allow",
				       .deny_file = "deny",
				       .allow_optional = true,
				       .deny_optional = true,
				       .trace = &trace};
	struct ha_request request;
	struct ha_verdict verdict;

	write_text("allow", allow);
	write_text("deny", deny);
	ha_request_init(&request, &resolver);
	ha_request_set_daemon(&request, S("sshd"));
	ha_endpoint_set_address(&request.client, S("192.0.2.1"));
	steps[0] = '\0';
	ha_decide(&rules, &request, &verdict);
}

static void
test_steps(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		decide(rows[i].allow, rows[i].deny);
		assert_string_equal(steps, rows[i].steps);
	}
}

/* The path of a list file is absolute, so the steps are made here. */
static void
test_word_of_list(void **state)
{
	char expected[256];

	(void)state;
	snprintf(expected, sizeof(expected),
		 "absent allow\nfile deny\n1:1 daemon0 +sshd\n"
		 "word 2:4 +192.0.2.1\n1:7 client0 +%s/list\nrule 1 +!\n",
		 folder);
	write_text("list", "10.\n1  192.0.2.1 ALL\n");
	decide(NULL, "sshd: ~/list\n");
	assert_string_equal(steps, expected);
}

/* What a file says is known, and its words have been told of. */
static void
test_word_of_known_list(void **state)
{
	char expected[256];

	(void)state;
	snprintf(expected, sizeof(expected),
		 "file allow\n1:1 daemon0 +sshd\nword 1:5 ?x\n"
		 "1:7 client0 ?%s/list\nrule 1 ?\n"
		 "file deny\n1:1 daemon0 +sshd\n"
		 "1:7 client0 ?%s/list\nrule 1 ?!\n",
		 folder, folder);
	write_text("list", "10. x\n");
	decide("sshd: ~/list\n", "sshd: ~/list\n");
	assert_string_equal(steps, expected);
}

/* Of a known file that a list file names, the name is told of. */
static void
test_known_list_in_list(void **state)
{
	char expected[512], text[256];

	(void)state;
	snprintf(expected, sizeof(expected),
		 "file allow\n1:1 daemon0 +sshd\nword 1:5 ?x\n"
		 "1:7 client0 ?%s/list\nrule 1 ?\n"
		 "file deny\n1:1 daemon0 +sshd\nword 1:1 ?%s/list\n"
		 "1:7 client0 ?%s/outer\nrule 1 ?!\n",
		 folder, folder, folder);
	write_text("list", "10. x\n");
	snprintf(text, sizeof(text), "%s/list\n", folder);
	write_text("outer", text);
	decide("sshd: ~/list\n", "sshd: ~/outer\n");
	assert_string_equal(steps, expected);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_steps),
	    cmocka_unit_test(test_word_of_list),
	    cmocka_unit_test(test_word_of_known_list),
	    cmocka_unit_test(test_known_list_in_list),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
