/* SPDX-License-Identifier: BSD-3-Clause */
/* Options that change whose the process is: user and group. */
#include "tests/libwrap/wrap.h"

#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>

static gid_t daemon_group;
static uid_t nobody;

#define REFUSED(rule, reason) \
	"authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): " \
	"service=in.test rule=~/hosts.allow:1 \"ALL: ALL: " rule \
	"\" reason=" reason "\nrefused\n"

/*
 * What is logged; then "uid UID gid GID groups COUNT", U and G standing for
 * those of the user nobody and of the group daemon.
 */
static const struct {
	const char *name, *options, *log;
	bool as_user, dry;
} rows[] = {
    {"none", "umask 022", "allowed\nuid 0 gid 0 groups 2\n", false, false},
    {"group", "group daemon", "allowed\nuid 0 gid G groups 0\n", false, false},
    {"user", "user nobody", "allowed\nuid U gid 0 groups 1\n", false, false},
    {"user with a group", "user nobody.daemon",
     "allowed\nuid U gid G groups 1\n", false, false},
    {"group, then user", "group daemon: user nobody",
     "allowed\nuid U gid G groups 1\n", false, false},
    {"user, then group: too late", "user nobody: group daemon",
     "authpriv.err libwrap: group: Operation not permitted\n"
     "authpriv.err ~/hosts.allow:1:24: \"group daemon\": could not be carried "
     "out; refuses whom the rule matches\n" REFUSED(
	 "user nobody: group daemon", "option-error") "uid U gid 0 groups 1\n",
     false, false},
    {"before a command", "user nobody.daemon: spawn id -u >~/out",
     "allowed\nuid U gid G groups 1\nout: U\n", false, false},
    {"dry", "user nobody.daemon", "allowed\nuid 0 gid 0 groups 2\n", false,
     true},
    {"no such user", "user no-such-user",
     "authpriv.err ~/hosts.allow:1:11: \"user no-such-user\": no such user; "
     "refuses whom the rule matches\n" REFUSED(
	 "user no-such-user", "option-error") "uid 0 gid 0 groups 2\n",
     false, false},
    {"a user who may not", "user root",
     "authpriv.err libwrap: user: Operation not permitted\n"
     "authpriv.err ~/hosts.allow:1:11: \"user root\": could not be carried "
     "out; refuses whom the rule matches\n" REFUSED(
	 "user root", "option-error") "uid U gid G groups 0\n",
     true, false},
    {"a user who is it", "user nobody", "allowed\nuid U gid G groups 0\n", true,
     false},
};

static void
tell_id(void)
{
	uid_t user[3];
	gid_t group[3];
	char uid[16] = "U", gid[16] = "G";

	if (getresuid(&user[0], &user[1], &user[2]) ||
	    getresgid(&group[0], &group[1], &group[2]) || user[0] != user[1] ||
	    user[0] != user[2] || group[0] != group[1] || group[0] != group[2])
		wrap_tell("not of one user and group");
	if (user[0] != nobody)
		snprintf(uid, sizeof(uid), "%u", (unsigned)user[0]);
	if (group[0] != daemon_group)
		snprintf(gid, sizeof(gid), "%u", (unsigned)group[0]);
	wrap_tell("uid %s gid %s groups %d", uid, gid, getgroups(0, NULL));
}

/* A process with two more groups, or one of nobody. */
static void
begin(bool as_user)
{
	const gid_t groups[] = {4242, 4243};

	if (setgroups(as_user ? 0 : COUNT(groups), groups) ||
	    (as_user && (setgid(daemon_group) || setuid(nobody))))
		_exit(2);
}

static void
tell_command(void)
{
	char expected[16], text[16] = "";
	FILE *file = fopen("out", "r");

	if (!file)
		return;
	if (fgets(text, sizeof(text), file)) {
		snprintf(expected, sizeof(expected), "%u\n", (unsigned)nobody);
		wrap_tell("out: %s", strcmp(text, expected) == 0 ? "U" : text);
	}
	fclose(file);
}

static int
decide(const void *context)
{
	size_t i = *(const size_t *)context;
	struct request_info request;

	begin(rows[i].as_user);
	*wrap.dry_run = rows[i].dry;
	wrap_tell(wrap.hosts_access(wrap_client(&request)) ? "allowed"
							   : "refused");
	tell_id();
	tell_command();
	return 0;
}

static void
test_rows(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char rule[256];

		row(rows[i].name);
		snprintf(rule, sizeof(rule), "ALL: ALL: %s\n", rows[i].options);
		wrap_begin(rule, NULL);
		write_text("out", "");
		assert_int_equal(chown("out", nobody, daemon_group), 0);
		wrong += wrap_differ("exit", wrap_child(decide, &i), 0);
		wrong += wrap_log_differs(rows[i].log);
	}
	assert_int_equal(wrong, 0);
}

/* Users without rights are to reach the files, too. */
static int
make(void **state)
{
	return wrap_make(state) || chmod(folder, 0755);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
	const struct passwd *user = getpwnam("nobody");
	const struct group *group = getgrnam("daemon");

	if (geteuid() != 0 || !user || !group) {
		print_error("NOT RUN: user and group: need root, the user "
			    "nobody and the group daemon\n");
		return 77; /* for automake: skipped */
	}
	nobody = user->pw_uid;
	daemon_group = group->gr_gid;
	alarm(600);
	return cmocka_run_group_tests_name("process", tests, make, wrap_remove);
}
