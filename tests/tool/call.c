/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Calls: what lines of a PAM service give to the module, over the settings of
 * the machine.
 */
#include "hostsaccess/machine/call.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#define OURS "required pam_hostsaccess.so "

/*
 * A call as text: TYPE FILE:LINE DAEMON ALLOW DENY, the flags that are set,
 * "=N" if call N, from 0, decides alike, and each argument that is wrong with
 * its column.  Of names in the folder the part behind it.
 */
static const struct row {
	const char *name;
	const char *service, *other, *included, *conf; /* '~': the folder */
	const char *expected;
} rows[] = {
    {"no line of ours", .service = "auth required pam_permit.so\n",
     .expected = ""},
    {"no arguments", .service = "auth " OURS "\n",
     .expected = "auth sshd:1 sshd /etc/hosts.allow /etc/hosts.deny\n"},
    {"files and flags",
     .service = "account " OURS "allowfile=/a denyfile=/d nodns strict noexec "
		"permissive rhost=confirmed\n",
     .expected = "account sshd:1 sshd /a /d nodns strict noexec permissive "
		 "confirmed\n"},
    {"two lines that decide alike",
     .service =
	 "auth " OURS "denyfile=/d quiet\naccount " OURS "denyfile=/d debug\n",
     .expected = "auth sshd:1 sshd /etc/hosts.allow /d\n"
		 "account sshd:2 sshd /etc/hosts.allow /d =0\n"},
    {"two lines with other files",
     .service = "auth " OURS "denyfile=/d\naccount " OURS "denyfile=/e\n",
     .expected = "auth sshd:1 sshd /etc/hosts.allow /d\n"
		 "account sshd:2 sshd /etc/hosts.allow /e\n"},
    {"of an included file", .service = "@include included\n",
     .included = "account required pam_permit.so\nsession " OURS "strict\n",
     .expected = "session included:2 sshd /etc/hosts.allow /etc/hosts.deny "
		 "strict\n"},
    {"the type password is none", .service = "password " OURS "\n",
     .expected = ""},
    {"the service other, for a type without lines",
     .service = "auth required pam_permit.so\n",
     .other = "auth " OURS "strict\naccount " OURS "nodns\n",
     .expected = "account other:2 sshd /etc/hosts.allow /etc/hosts.deny "
		 "nodns\n"},
    {"a name of the line", .service = "auth " OURS "daemon=ssh\n",
     .expected = "auth sshd:1 ssh /etc/hosts.allow /etc/hosts.deny\n"},
    {"arguments in brackets",
     .service = "auth " OURS "[allowfile=/a b\\]c] denyfile=/d\n",
     .expected = "auth sshd:1 sshd /a b]c /d\n"},
    {"the last one counts",
     .service = "auth " OURS "allowfile=/a "
		"allowfile=/b\n",
     .expected = "auth sshd:1 sshd /b /etc/hosts.deny\n"},
    {"settings", .service = "auth " OURS "conf=~/conf\n",
     .conf = "denyfile=/d\nstrict\nsshd: nodns\nftpd: permissive\n",
     .expected = "auth sshd:1 sshd /etc/hosts.allow /d nodns strict\n"},
    {"settings below the line",
     .service = "auth " OURS "denyfile=/e conf=~/conf\n",
     .conf = "denyfile=/d\nnoexec\n",
     .expected = "auth sshd:1 sshd /etc/hosts.allow /e noexec\n"},
    {"settings of the name that the line gives",
     .service = "auth " OURS "daemon=ftpd conf=~/conf\n",
     .conf = "sshd: strict\nftpd: nodns\n",
     .expected = "auth sshd:1 ftpd /etc/hosts.allow /etc/hosts.deny nodns\n"},
    {"settings that name a daemon", .service = "auth " OURS "conf=~/conf\n",
     .conf = "sshd: daemon=ssh\n",
     .expected = "auth sshd:1 ssh /etc/hosts.allow /etc/hosts.deny\n"},
    {"unusable settings", .service = "auth " OURS "conf=~/conf\n",
     .conf = "allowfile=a\n",
     .expected = "auth sshd:1 sshd /etc/hosts.allow /etc/hosts.deny "
		 "unreadable\n"},
    {"what is wrong", .service = " auth " OURS "permisive permissive=yes\n",
     .expected = "auth sshd:1 sshd /etc/hosts.allow /etc/hosts.deny "
		 "permisive(35) permissive=yes(45)\n"},
    {"a file that is not absolute",
     .service = "auth " OURS "allowfile=etc/hosts.allow\n",
     .expected = "auth sshd:1 sshd /etc/hosts.allow /etc/hosts.deny unusable "
		 "allowfile=etc/hosts.allow(34)\n"},
    {"a line that continues",
     .service = "auth " OURS "strict \\\n  permisive\n",
     .expected = "auth sshd:1 sshd /etc/hosts.allow /etc/hosts.deny strict "
		 "permisive(3)\n"},
};

static void
describe_flags(FILE *out, const struct call *call)
{
	const struct daemon_settings *values = &call->settings.values;
	const struct {
		bool set;
		const char *word;
	} flags[] = {{values->nodns, "nodns"},
		     {call->rules.strict, "strict"},
		     {call->rules.noexec, "noexec"},
		     {values->permissive, "permissive"},
		     {values->rhost_confirmed, "confirmed"},
		     {call->settings.unusable, "unreadable"},
		     {values->unusable, "unusable"}};

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (flags[i].set)
			fprintf(out, " %s", flags[i].word);
}

static void
describe(FILE *out, const struct calls *calls, size_t index)
{
	static const char *const types[] = {"auth", "account", "session"};
	const struct call *call = &calls->all[index];

	fprintf(out, "%s %s:%lu %.*s %s %s", types[call->type],
		call->place.file + strlen(folder) + 1, call->place.line,
		(int)call->daemon.size, call->daemon.data,
		call->rules.allow_file, call->rules.deny_file);
	describe_flags(out, call);
	if (call->like != index)
		fprintf(out, " =%zu", call->like);
	for (size_t i = 0; i < call->word_count; i++)
		if (call->words[i].fault)
			fprintf(out, " %s(%lu)", call->words[i].text,
				call->words[i].place.column);
	putc('\n', out);
}

static char *
describe_all(const struct calls *calls)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	for (size_t i = 0; i < calls->count; i++)
		describe(out, calls, i);
	assert_int_equal(fclose(out), 0);
	return text;
}

static void
test_rows(void **state)
{
	const struct stack_folders folders = {{folder, NULL}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct calls calls;
		char *text;

		row(rows[i].name);
		write_text("sshd", rows[i].service);
		write_text("other", rows[i].other);
		write_text("included", rows[i].included);
		write_text("conf", rows[i].conf);
		calls_read(&folders, ha_slice_of("SSHD"), NULL, NULL, &calls);
		text = describe_all(&calls);
		assert_string_equal(text, rows[i].expected);
		assert_true(calls.exists);
		assert_int_equal(calls.other, rows[i].other != NULL);
		free(text);
		calls_free(&calls);
	}
}

/* The command's own options override; and some names are of no file. */
static void
test_names(void **state)
{
	static const char *const names[] = {
	    "nothing", "", "/", ".", "..", "./sshd", "x/../sshd"};
	const struct stack_folders folders = {{folder, NULL}};
	struct calls calls;

	(void)state;
	write_text("other", "auth " OURS "\n");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		row(names[i]);
		calls_read(&folders, ha_slice_of(names[i]), NULL, NULL, &calls);
		assert_false(calls.exists);
		assert_true(calls.other);
		assert_int_equal(calls.count, 1);
		assert_int_equal(calls.overflow.line, 0);
		calls_free(&calls);
	}
}

static void
test_arguments(void **state)
{
	const struct stack_folders folders = {{folder, NULL}};
	struct arguments arguments = {.given = ARGUMENT_ALLOW_FILE,
				      .rules.strict = true};
	struct calls calls;

	(void)state;
	write_text("sshd", "auth " OURS "allowfile=/a denyfile=/d\n");
	ha_rules_name(&arguments.rules, "/given", NULL);
	calls_read(&folders, ha_slice_of("sshd"), &arguments, NULL, &calls);
	assert_int_equal(calls.count, 1);
	assert_string_equal(calls.all[0].rules.allow_file, "/given");
	assert_string_equal(calls.all[0].rules.deny_file, "/d");
	assert_true(calls.all[0].rules.strict);
	calls_free(&calls);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_arguments),
	};

	return cmocka_run_group_tests_name("call", tests, folder_make,
					   folder_remove);
}
