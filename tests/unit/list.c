/* SPDX-License-Identifier: BSD-3-Clause */
/* List files: those that name one too many, and those that change. */
#undef _FORTIFY_SOURCE /* would make a macro of the function below */

#include "common/rule/match.h"

#include "tests/unit/folder.h"
#include "tests/unit/process.h"

#include <fcntl.h>
#include <sys/stat.h>

/* Has each file lie on a device of its own, where all have one number. */
static bool many_devices;

/* Which call of fstat(2) from now on sees that the file has changed. */
static unsigned changes_at;

static void
move(struct stat *status)
{
	if (many_devices) {
		status->st_dev = status->st_ino;
		status->st_ino = 1;
	}
}

int
stat(const char *path, struct stat *status)
{
	int result = fstatat(AT_FDCWD, path, status, 0);

	move(status);
	return result;
}

int
fstat(int fd, struct stat *status)
{
	int result = fstatat(fd, "", status, AT_EMPTY_PATH);

	move(status);
	if (changes_at > 0 && --changes_at == 0)
		status->st_size++;
	return result;
}

static const struct row {
	const char *name;
	const char *names; /* what file a names, file b, and so on; -: none */
	bool many_devices;
	enum ha_status status;
	const char *place; /* the file that names one too many */
} rows[] = {
    {"none", "-", false, HA_OK, ""},
    {"itself", "a", false, HA_ERR_LIMIT, "a"},
    {"each other", "ba", false, HA_ERR_LIMIT, "b"},
    {"three in a ring", "bca", false, HA_ERR_LIMIT, "c"},
    {"a ring behind", "bcdb", false, HA_ERR_LIMIT, "d"},
    {"eight", "bcdefgh-", false, HA_OK, ""},
    {"nine", "bcdefghi-", false, HA_ERR_LIMIT, "h"},
    {"of one number on many devices", "bcd-", true, HA_OK, ""},
    {"a ring on many devices", "bca", true, HA_ERR_LIMIT, "c"},
};

/* The files in which there is something wrong. */
static char places[64];

static void
receive(void *context, const struct ha_diagnostic *diagnostic)
{
	size_t used = strlen(places);

	(void)context;
	assert_int_equal(diagnostic->id, HA_D_LIST_NESTING);
	snprintf(places + used, sizeof(places) - used, "%s",
		 strrchr(diagnostic->place.file, '/') + 1);
}

static void
write_files(const char *names)
{
	for (size_t i = 0; names[i]; i++) {
		const char name[] = {(char)('a' + i), '\0'};
		const char text[] = {'~', '/', names[i], '\n', '\0'};

		write_text(name, names[i] == '-' ? "" : text);
	}
}

static void
lists_nest(void **state)
{
	const struct ha_sink sink = {receive, NULL};
	const struct ha_place place = {"/rules", 1, 1};
	char path[64];

	(void)state;
	snprintf(path, sizeof(path), "%s/a", folder);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_request request;
		const struct ha_matcher matcher = {.request = &request,
						   .sink = &sink};
		enum ha_match match = HA_MATCH_FAILED;
		int files = open_files();

		row(rows[i].name);
		write_files(rows[i].names);
		many_devices = rows[i].many_devices;
		places[0] = '\0';
		ha_request_init(&request, NULL);
		assert_int_equal(ha_list_match(&matcher, ha_slice_of(path),
					       place, &request.client, &match),
				 rows[i].status);
		assert_int_equal(open_files(), files);
		assert_string_equal(places, rows[i].place);
		assert_int_equal(match, rows[i].status == HA_OK
					    ? HA_MATCH_NO
					    : HA_MATCH_FAILED);
	}
	many_devices = false;
}

/* Adds what a sink hears of as "TEXT|". */
static void
receive_text(void *context, const struct ha_diagnostic *diagnostic)
{
	char *out = context;

	snprintf(out + strlen(out), 64, "%.*s|", (int)diagnostic->text.size,
		 diagnostic->text.data);
}

/* What others cannot read is not told of, wherever it leads to. */
static void
secrets_are_not_told(void **state)
{
	static const struct {
		const char *name, *text, *heard, *trouble;
		mode_t mode;
	} secrets[] = {
	    {"anybody may read it", "x/y\n/none\n", "x/y|/none|", "", 0644},
	    {"a word", "x/y\n", "|", "", 0640},
	    {"a word that is a path", "/none\n", "|", "", 0600},
	    {"a path that is out of reach", "/none/x\n", "|", "", 0600},
	    {"a condition that anybody may read", "country=UK\n", "country=UK|",
	     "country=UK: not to be asked so", 0644},
	    {"a condition", "country=UK\n", "|", "country: not to be asked so",
	     0600},
	    {"a condition that nobody knows", "asn=1\n", "",
	     "asn: the address is not known", 0640},
	};
	const struct ha_place place = {"/rules", 1, 1};
	char path[64];

	(void)state;
	snprintf(path, sizeof(path), "%s/a", folder);
	for (size_t i = 0; i < COUNT(secrets); i++) {
		char heard[256] = "";
		const struct ha_sink sink = {receive_text, heard};
		struct ha_request request;
		const struct ha_matcher matcher = {.request = &request,
						   .sink = &sink};
		enum ha_match match;

		row(secrets[i].name);
		write_text("a", secrets[i].text);
		assert_int_equal(chmod(path, secrets[i].mode), 0);
		ha_request_init(&request, NULL);
		(void)ha_list_match(&matcher, ha_slice_of(path), place,
				    &request.client, &match);
		assert_string_equal(heard, secrets[i].heard);
		assert_string_equal(ha_request_trouble(&request),
				    secrets[i].trouble);
	}
	assert_int_equal(chmod(path, 0644), 0);
}

/* Of the files that are open, each may have changed behind the match. */
static void
lists_that_change_say_nothing(void **state)
{
	static const struct {
		const char *name, *a, *b;
		unsigned at;
		enum ha_status status;
	} changing[] = {
	    {"no match", "10.\n", NULL, 2, HA_ERR_CHANGED},
	    {"a match", "ALL\n", NULL, 2, HA_ERR_CHANGED},
	    {"no match, later", "10.\n", NULL, 3, HA_OK},
	    {"a match, later", "ALL\n", NULL, 3, HA_OK},
	    {"no match in another file", "", "10.\n", 3, HA_ERR_CHANGED},
	    {"no match behind another file", "", "10.\n", 4, HA_ERR_CHANGED},
	    {"a match in another file", "", "ALL\n", 3, HA_ERR_CHANGED},
	    {"a match, and the file that names it", "", "ALL\n", 4,
	     HA_ERR_CHANGED},
	    {"a match in another file, later", "", "ALL\n", 5, HA_OK},
	};
	const struct ha_place place = {"/rules", 1, 1};
	char path[64];

	(void)state;
	snprintf(path, sizeof(path), "%s/a", folder);
	for (size_t i = 0; i < COUNT(changing); i++) {
		struct ha_request request;
		const struct ha_matcher matcher = {.request = &request};
		enum ha_match match;
		int files = open_files();

		row(changing[i].name);
		write_text("a", changing[i].b ? "~/b\n" : changing[i].a);
		write_text("b", changing[i].b);
		ha_request_init(&request, NULL);
		ha_endpoint_set_address(&request.client, S("192.0.2.1"));
		changes_at = changing[i].at;
		assert_int_equal(ha_list_match(&matcher, ha_slice_of(path),
					       place, &request.client, &match),
				 changing[i].status);
		changes_at = 0;
		assert_int_equal(open_files(), files);
	}
}

static enum ha_status
match_rule(const struct ha_matcher *matcher, const struct ha_rule *rule)
{
	enum ha_match match;
	enum ha_status status = ha_match_daemons(matcher, rule, &match);

	return status == HA_OK ? ha_match_clients(matcher, rule, &match)
			       : status;
}

/* Whichever list of the rule names the file. */
static void
rules_with_lists_that_change_say_nothing(void **state)
{
	static const struct {
		const char *name, *before, *behind;
		enum ha_status status;
	} changing[] = {
	    {"clients", "ALL: ", "", HA_ERR_CHANGED},
	    {"a user's", "ALL: ALL@", "", HA_ERR_CHANGED},
	    {"daemons", "ALL@", ": ALL", HA_ERR_CHANGED},
	    {"not reached", "ALL: ALL ", "", HA_OK},
	};

	(void)state;
	write_text("a", "ALL\n");
	for (size_t i = 0; i < COUNT(changing); i++) {
		struct ha_request request;
		const struct ha_matcher matcher = {.request = &request};
		struct ha_rule rule;
		char text[64];
		struct ha_line line = {.place = {"/rules", 1, 1}};

		row(changing[i].name);
		snprintf(text, sizeof(text), "%s%s/a%s", changing[i].before,
			 folder, changing[i].behind);
		line.text = line.raw = ha_slice_of(text);
		assert_int_equal(ha_syntax_parse(&line, NULL, &rule),
				 HA_SYNTAX_RULE);
		ha_request_init(&request, NULL);
		ha_request_set_daemon(&request, S("sshd"));
		ha_endpoint_set_address(&request.client, S("192.0.2.1"));
		ha_endpoint_set_address(&request.server, S("198.51.100.1"));
		changes_at = 2;
		assert_int_equal(match_rule(&matcher, &rule),
				 changing[i].status);
		changes_at = 0;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lists_nest),
	    cmocka_unit_test(secrets_are_not_told),
	    cmocka_unit_test(lists_that_change_say_nothing),
	    cmocka_unit_test(rules_with_lists_that_change_say_nothing),
	};

	return cmocka_run_group_tests_name("list", tests, folder_make,
					   folder_remove);
}
