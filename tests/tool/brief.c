/* SPDX-License-Identifier: BSD-3-Clause */
/* That explain says the same with a record of the decision and without one. */
#include "hostsaccess/explain/brief.h"

#include "tests/unit/unit.h"

/* Of a client of whom nothing is known, with norhost=deny and no rules. */
static const struct row {
	const char *name;
	bool as_libwrap, wrap;
	enum explain_outcome outcome;
} rows[] = {
    {"the module", false, false, EXPLAIN_REFUSED},
    {"libwrap in the program", false, true, EXPLAIN_ALLOWED},
    {"daemons that ask libwrap", true, false, EXPLAIN_ALLOWED},
};

static void
fill(const void *client, const struct way *way, struct record *record)
{
	const struct ask_client facts = explain_client_of(client, way);

	ask_fill(&facts, &record->resolver, &record->request);
}

static void
check_row(const struct row *row)
{
	const struct ha_slice none = {"", 0};
	const struct explain_client client = {
	    .client = {.name = none, .address = none, .user = none}};
	struct settings settings = {.file = "none"};
	struct way way = {
	    .daemon = ha_slice_of("sshd"),
	    .rules = {.allow_file = "/dev/null", .deny_file = "/dev/null"},
	    .settings = &settings,
	    .wrap = row->wrap};
	const struct ways ways = {.all = &way, .count = 1};
	const struct explain_asked asked = {
	    .ways = &ways, .nodns = true, .as_libwrap = row->as_libwrap};
	struct explain_answer answer;
	struct explain_brief brief;

	daemon_settings_init(&settings.values);
	settings.values.norhost = NORHOST_DENY;
	explain_answer_find(&asked, fill, &client, true, &answer);
	assert_int_equal(answer.outcome, row->outcome);
	explain_answer_end(&answer);
	explain_brief_find(&asked, &client, &brief);
	assert_int_equal(brief.outcome, row->outcome);
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		check_row(&rows[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests_name("brief", tests, NULL, NULL);
}
