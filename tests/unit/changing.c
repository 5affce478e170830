/* SPDX-License-Identifier: BSD-3-Clause */
/* Rule files that change while they are read: they are read again. */
#include "common/decide/decide.h"
#include "common/source/settle.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <limits.h>
#include <sys/stat.h>
#include <time.h>

/*
 * What becomes of hosts.allow when it has been opened for the first time, for
 * the second, and so on, up to NULL.
 */
static const struct row {
	const char *name;
	enum ha_decision decision;
	enum ha_diagnostic_id fault;
	unsigned opened, changed, compared; /* files, files, rules */
	bool strict;
	const char *texts[8];
} rows[] = {
    {"never", HA_ALLOW, HA_D_NONE, 1, 0, 1, .texts = {NULL}},
    {"once", HA_REFUSE, HA_D_NONE, 2, 1, 1, .texts = {"ALL: ALL: deny\n"}},
    {"four times", HA_ALLOW, HA_D_NONE, 5, 4, 0,
     .texts = {"1", "22", "333", "4444"}},
    {"all the time", HA_REFUSE, HA_D_FILE_UNSTABLE, 5, 5, 0,
     .texts = {"1", "22", "333", "4444", "5", "66", "777"}},
    {"broken for a moment", HA_ALLOW, HA_D_NONE, 3, 2, 1, .strict = true,
     .texts = {"broken\n", "ALL: ALL: allow\n"}},
    {"broken for ever", HA_REFUSE, HA_D_LINE_SEPARATOR, 2, 1, 0, .strict = true,
     .texts = {"broken\n"}},
};

static const struct row *current;
static unsigned opened, changed, compared;

static void
receive(void *context, const struct ha_step *step)
{
	(void)context;
	changed += step->kind == HA_STEP_CHANGED;
	compared += step->kind == HA_STEP_RULE;
	if (step->kind != HA_STEP_FILE)
		return;
	if (current->texts[opened])
		write_text("allow", current->texts[opened]);
	opened++;
}

static void
files_that_change_are_read_again(void **state)
{
	const struct ha_trace trace = {receive, NULL};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct ha_rules rules = {.allow_file = "allow",
					       .deny_file = "absent",
					       .deny_optional = true,
					       .strict = rows[i].strict,
					       .trace = &trace};
		struct ha_request request;
		struct ha_verdict verdict;

		row(rows[i].name);
		current = &rows[i];
		opened = changed = compared = 0;
		write_text("allow", "ALL: ALL\n");
		ha_request_init(&request, NULL);
		ha_request_set_daemon(&request, S("sshd"));
		ha_decide(&rules, &request, &verdict);
		assert_int_equal(verdict.decision, rows[i].decision);
		assert_int_equal(verdict.fault.id, rows[i].fault);
		assert_int_equal(opened, rows[i].opened);
		assert_int_equal(changed, rows[i].changed);
		assert_int_equal(compared, rows[i].compared);
	}
}

static unsigned shown;

static void
show(void *context, const char *text)
{
	(void)context;
	assert_string_equal(text, "hello\n");
	shown++;
	write_text("allow", "changed\n");
}

/* The file is in error, and would be read again to see whether it still is. */
static void
what_is_done_is_not_done_again(void **state)
{
	const struct ha_effects effects = {.show_banner = show};
	const struct ha_rules rules = {.allow_file = "allow",
				       .deny_file = "absent",
				       .deny_optional = true,
				       .strict = true,
				       .effects = &effects};
	struct ha_request request;
	struct ha_verdict verdict;

	(void)state;
	write_text("sshd", "hello\n");
	write_text("allow", "ALL: ALL: banners .\nbroken\n");
	ha_request_init(&request, NULL);
	ha_request_set_daemon(&request, S("sshd"));
	shown = 0;
	ha_decide(&rules, &request, &verdict);
	assert_int_equal(shown, 1);
	assert_int_equal(verdict.decision, HA_REFUSE);
	assert_int_equal(verdict.fault.id, HA_D_LINE_SEPARATOR);
	assert_int_equal(verdict.fault.line, 2);
}

/* How many ms ago FILE changed. */
static long long
ms_since_change(const char *file)
{
	struct timespec now;
	struct stat status;

	assert_int_equal(clock_gettime(CLOCK_REALTIME, &now), 0);
	assert_int_equal(stat(file, &status), 0);
	return (now.tv_sec - status.st_ctim.tv_sec) * 1000LL +
	       (now.tv_nsec - status.st_ctim.tv_nsec) / 1000000;
}

/* A file that was written just now is read when nobody has for a while. */
static void
files_have_settled_when_they_are_read(void **state)
{
	static const char *const files[] = {"allow", "list"};
	const struct ha_rules rules = {.allow_file = "allow",
				       .deny_file = "absent",
				       .deny_optional = true,
				       .settle_ms = 200};

	(void)state;
	write_text("allow", "ALL: ~/list\n");
	write_text("list", "ALL\n");
	for (size_t i = 0; i < COUNT(files); i++) {
		struct ha_request request;
		struct ha_verdict verdict;

		row(files[i]);
		ha_settle_wait(rules.settle_ms);
		assert_int_equal(chmod(files[i], 0600), 0);
		ha_request_init(&request, NULL);
		ha_request_set_daemon(&request, S("sshd"));
		ha_decide(&rules, &request, &verdict);
		assert_within(ms_since_change(files[i]), rules.settle_ms,
			      INT_MAX);
		assert_int_equal(verdict.decision, HA_ALLOW);
		assert_int_equal(verdict.fault.id, HA_D_NONE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(files_that_change_are_read_again),
	    cmocka_unit_test(what_is_done_is_not_done_again),
	    cmocka_unit_test(files_have_settled_when_they_are_read),
	};

	return cmocka_run_group_tests_name("changing", tests, folder_make,
					   folder_remove);
}
