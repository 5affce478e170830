/* SPDX-License-Identifier: BSD-3-Clause */
/* List files that are named more than once. */
#include "common/decide/decide.h"
#include "common/rule/list_memo.h"

#include "tests/unit/folder.h"
#include "tests/unit/process.h"

static unsigned heard;

static void
hear(void *context, const struct ha_diagnostic *diagnostic)
{
	(void)context;
	(void)diagnostic;
	heard++;
}

static void
decide(const char *deny, bool strict, struct ha_verdict *verdict)
{
	static const struct ha_sink sink = {hear, NULL};
	const struct ha_rules rules = {.allow_file = "/dev/null",
				       .deny_file = "deny",
				       .strict = strict,
				       .sink = &sink};
	struct ha_request request;

	write_text("deny", deny);
	ha_request_init(&request, NULL);
	ha_request_set_daemon(&request, S("sshd"));
	ha_endpoint_set_address(&request.client, S("192.0.2.1"));
	ha_endpoint_set_address(&request.server, S("198.51.100.1"));
	heard = 0;
	ha_decide(&rules, &request, verdict);
}

static void
a_file_is_read_once(void **state)
{
	struct ha_verdict verdict;
	int files = open_files();

	(void)state;
	write_text("n1", "10.0.0.0/x\n");
	decide("sshd: ~/n1 ~/n1\nsshd: ~/n1\n", false, &verdict);
	assert_int_equal(verdict.decision, HA_ALLOW);
	assert_int_equal(heard, 1);
	assert_int_equal(open_files(), files);
}

/* Every file names the next one four times. */
static void
what_it_names_is_read_once(void **state)
{
	struct ha_verdict verdict;
	char name[] = "n1", text[128];

	(void)state;
	for (char i = '1'; i < '8'; i++) {
		name[1] = i;
		snprintf(text, sizeof(text), "~/n%c ~/n%c ~/n%c ~/n%c\n", i + 1,
			 i + 1, i + 1, i + 1);
		write_text(name, text);
	}
	write_text("n8", "10.0.0.0/x\n");
	decide("sshd: ~/n1\n", false, &verdict);
	assert_int_equal(verdict.decision, HA_ALLOW);
	assert_int_equal(heard, 1);
}

static void
what_it_says_is_kept(void **state)
{
	struct ha_verdict verdict;

	(void)state;
	write_text("n1", "192.0.2.1\n");
	write_text("n2", "~/n1 10.\n");
	decide("sshd: ~/n2 EXCEPT ALL\nsshd: ~/n1\n", true, &verdict);
	assert_int_equal(verdict.decision, HA_REFUSE);
	assert_int_equal(verdict.place.line, 2);
}

static void
clients_and_servers_are_kept_apart(void **state)
{
	struct ha_verdict verdict;

	(void)state;
	write_text("n1", "198.51.100.1\n");
	decide("sshd: ~/n1\nsshd@~/n1: ALL\n", false, &verdict);
	assert_int_equal(verdict.decision, HA_REFUSE);
	assert_int_equal(verdict.place.line, 2);
}

/* Eight files are not too deep, but they are behind a ninth. */
static void
depth_counts_what_is_known(void **state)
{
	struct ha_verdict verdict;
	char name[] = "n1", text[16];

	(void)state;
	for (char i = '1'; i < '9'; i++) {
		name[1] = i;
		snprintf(text, sizeof(text), "~/n%c\n", i + 1);
		write_text(name, text);
	}
	write_text("n9", "10.\n");
	decide("sshd: ~/n2\nsshd: ~/n2\n", false, &verdict);
	assert_int_equal(verdict.decision, HA_ALLOW);
	decide("sshd: ~/n2\nsshd: ~/n1\n", false, &verdict);
	assert_int_equal(verdict.fault.id, HA_D_LIST_NESTING);
}

/* What is known of a file holds as long as all of this is the same. */
static void
all_of_a_file_counts(void **state)
{
	struct ha_endpoint endpoints[2] = {0};
	const struct ha_list_memo file = {.endpoint = &endpoints[0]};
	struct stat keys[] = {
	    {.st_ino = 1},          {.st_dev = 1},
	    {.st_size = 1},         {.st_mtim.tv_sec = 1},
	    {.st_mtim.tv_nsec = 1}, {.st_ctim.tv_sec = 1},
	    {.st_ctim.tv_nsec = 1},
	};
	void *tree = NULL;

	(void)state;
	assert_int_equal(ha_list_memo_add(&tree, &file), HA_OK);
	assert_non_null(ha_list_memo_find(&tree, &endpoints[0], &file.status));
	assert_null(ha_list_memo_find(&tree, &endpoints[1], &file.status));
	for (size_t i = 0; i < COUNT(keys); i++)
		assert_null(ha_list_memo_find(&tree, &endpoints[0], &keys[i]));
	ha_list_memo_free(&tree);
	assert_null(tree);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_file_is_read_once),
	    cmocka_unit_test(what_it_names_is_read_once),
	    cmocka_unit_test(what_it_says_is_kept),
	    cmocka_unit_test(clients_and_servers_are_kept_apart),
	    cmocka_unit_test(depth_counts_what_is_known),
	    cmocka_unit_test(all_of_a_file_counts),
	};

	return cmocka_run_group_tests_name("known", tests, folder_make,
					   folder_remove);
}
