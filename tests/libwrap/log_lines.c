/* SPDX-License-Identifier: BSD-3-Clause */
/* What stands in the log of a decision, whole lines. */
#include "tests/libwrap/wrap.h"

#include <sys/stat.h>

#define CLIENT "connect from 192.0.2.10 (192.0.2.10): "
#define TEST "service=in.test "
#define RULE(file, text) "rule=~/" file ":1 \"" text "\""
#define DENIED(priority, text) \
	priority " refused " CLIENT TEST RULE("hosts.deny", text) "\n"
#define REFUSED DENIED("authpriv.warning", "ALL: ALL")

/* One decision, and all that is logged of it. */
static const struct {
	const char *name, *allow, *deny, *log;
	int allowed;
	int verbose;
} decisions[] = {
    {"refused", NULL, "ALL: ALL\n", REFUSED, 0, 0},
    {"allowed by a rule", "ALL: ALL\n", "ALL: ALL\n", "", 1, 0},
    {"allowed by none", NULL, NULL, "", 1, 0},
    {"refused with a severity", NULL, "ALL: ALL: severity local3.notice\n",
     DENIED("local3.notice", "ALL: ALL: severity local3.notice"), 0, 0},
    {"a severity without a facility", NULL, "ALL: ALL: severity info\n",
     DENIED("authpriv.info", "ALL: ALL: severity info"), 0, 0},
    {"emerg disturbs nobody", NULL, "ALL: ALL: severity emerg\n",
     DENIED("authpriv.alert", "ALL: ALL: severity emerg"), 0, 0},
    {"emerg of a facility", NULL, "ALL: ALL: severity mail.emerg\n",
     DENIED("mail.alert", "ALL: ALL: severity mail.emerg"), 0, 0},
    {"panic, allowed", "ALL: ALL: severity panic\n", NULL,
     "authpriv.alert " CLIENT TEST RULE("hosts.allow",
					"ALL: ALL: severity panic") "\n",
     1, 0},
    {"allowed with a severity", "ALL: ALL: severity auth.info\n", NULL,
     "auth.info " CLIENT TEST RULE("hosts.allow",
				   "ALL: ALL: severity auth.info") "\n",
     1, 0},
    {"a severity of a rule that does not decide", NULL,
     "other: ALL: severity auth.info\nALL: ALL\n",
     "authpriv.warning refused " CLIENT TEST
     "rule=~/hosts.deny:2 \"ALL: ALL\"\n",
     0, 0},
    {"a broken line, and the decision", NULL, "a line\nALL: ALL\n",
     "authpriv.err ~/hosts.deny:1:1: \"a line\": no ':' after the daemon "
     "list; the line is ignored\n"
     "authpriv.warning refused " CLIENT TEST
     "rule=~/hosts.deny:2 \"ALL: ALL\"\n",
     0, 0},
    {"a broken line, and nobody refused", NULL, "a line\n",
     "authpriv.err ~/hosts.deny:1:1: \"a line\": no ':' after the daemon "
     "list; the line is ignored\n",
     1, 0},
    {"a broken option", "ALL: ALL: wrong\n", NULL,
     "authpriv.err ~/hosts.allow:1:11: \"wrong\": unknown option; refuses "
     "whom the rule matches\n"
     "authpriv.warning refused " CLIENT TEST RULE(
	 "hosts.allow", "ALL: ALL: wrong") " reason=option-error\n",
     0, 0},
    {"verbose: the rule", NULL, "ALL: ALL\n",
     REFUSED "authpriv.debug matched:  ~/hosts.deny line 1\n", 0, 2},
    {"verbose: a rule that allows", "x: x\nALL: ALL\n", NULL,
     "authpriv.debug matched:  ~/hosts.allow line 2\n", 1, 2},
    {"verbose: no rule", NULL, NULL, "", 1, 2},
    {"verbose: no rule, options only", NULL, "ALL: ALL\n", REFUSED, 0, 1},
};

static void
test_decisions(void **state)
{
	struct request_info request;
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(decisions); i++) {
		row(decisions[i].name);
		wrap_begin(decisions[i].allow, decisions[i].deny);
		*wrap.hosts_access_verbose = decisions[i].verbose;
		wrong += wrap_differ("verdict",
				     !!wrap.hosts_access(wrap_client(&request)),
				     decisions[i].allowed);
		wrong += wrap_log_differs(decisions[i].log);
	}
	assert_int_equal(wrong, 0);
}

/* With 1 the options are logged, too, as hosts_options(5) has them. */
static void
test_verbose_options(void **state)
{
	struct request_info request;

	(void)state;
	wrap_begin("ALL: ALL: setenv A b: umask 022\n", NULL);
	*wrap.hosts_access_verbose = 1;
	assert_int_not_equal(wrap.hosts_access(wrap_client(&request)), 0);
	assert_non_null(strstr(wrap_log(), "setenv"));
	assert_non_null(strstr(wrap_log(), "umask"));
}

/* Rule files that cannot be read. */
static void
make_folder(void)
{
	unlink("hosts.deny");
	assert_int_equal(mkdir("hosts.deny", 0755), 0);
}

static void
take_rights(void)
{
	assert_int_equal(chmod("hosts.deny", 0), 0);
}

static void
no_allow_table(void)
{
	*wrap.hosts_allow_table = NULL;
}

static void
no_deny_table(void)
{
	*wrap.hosts_deny_table = NULL;
}

static void
no_tables(void)
{
	no_allow_table();
	no_deny_table();
}

static void
remove_both(void)
{
	unlink("hosts.allow");
	unlink("hosts.deny");
}

/* As in a chroot(2) without /etc; it is told once. */
static void
no_folder(void)
{
	static char allow[] = "/none/at/all/hosts.allow";
	static char deny[] = "/none/at/all/hosts.deny";

	*wrap.hosts_allow_table = allow;
	*wrap.hosts_deny_table = deny;
}

#define CANNOT(file, why) \
	"authpriv.err cannot decide on " CLIENT file ": cannot be read: " why \
	"; refused: service=in.test\n"

#define NO_TABLE "authpriv.err cannot decide on " CLIENT "*"

static const struct {
	const char *name;
	void (*prepare)(void);
	const char *log;
	int allowed;
	bool as_user; /* root reads any file */
} files[] = {
    {"none, that are named", remove_both, "", 1, false},
    {"no folder", no_folder,
     "authpriv.warning libwrap: no folder of /none/at/all/hosts.allow, as in "
     "a chroot: no rules\n",
     1, false},
    {"no folder, again", no_folder, "", 1, false},
    {"a folder", make_folder, CANNOT("~/hosts.deny", "Is a directory"), 0,
     false},
    {"no rights", take_rights, CANNOT("~/hosts.deny", "Permission denied"), 0,
     true},
    {"no allow table", no_allow_table, NO_TABLE, 0, false},
    {"no deny table", no_deny_table, NO_TABLE, 0, false},
    {"no tables", no_tables, NO_TABLE, 0, false},
};

static void
test_files(void **state)
{
	struct request_info request;
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		if (files[i].as_user && geteuid() == 0) {
			print_error("NOT RUN: %s: root reads any file\n",
				    files[i].name);
			continue;
		}
		row(files[i].name);
		rmdir("hosts.deny");
		wrap_begin(NULL, NULL);
		files[i].prepare();
		wrong += wrap_differ("verdict",
				     !!wrap.hosts_access(wrap_client(&request)),
				     files[i].allowed);
		wrong += wrap_log_differs(files[i].log);
		unlink("hosts.deny");
		rmdir("hosts.deny");
	}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_decisions),
	    cmocka_unit_test(test_verbose_options),
	    cmocka_unit_test(test_files),
	};

	alarm(600);
	return cmocka_run_group_tests_name("log lines", tests, wrap_make,
					   wrap_remove);
}
