/* SPDX-License-Identifier: BSD-3-Clause */
/* process_options(): each option behind setjmp(3), as danted calls it. */
#include "tests/libwrap/wrap.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <syslog.h>

/* How process_options() ends, with 0 if it returns, and what is told then. */
static const struct {
	const char *name, *options;
	int jump;
	const char *log;
	int dry_run;
} rows[] = {
    {"allow", "allow", AC_PERMIT, "A unset, umask 022, out: \n", 0},
    {"deny", "deny", AC_DENY, "A unset, umask 022, out: \n", 0},
    {"capitals", "ALLOW", AC_PERMIT, "A unset, umask 022, out: \n", 0},
    {"setenv", "setenv A %a", 0, "A 192.0.2.10, umask 022, out: \n", 0},
    {"umask", "umask 027", 0, "A unset, umask 027, out: \n", 0},
    {"severity", "severity mail.info", 0, "A unset, umask 022, out: \n", 0},
    {"nice", "nice", 0, "A unset, umask 022, out: \n", 0},
    {"banners", "banners /none", 0, "*", 0},
    {"spawn", "spawn echo %d >out", 0, "A unset, umask 022, out: in.test\n\n",
     0},
    {"aclexec yes", "aclexec exit 0", 0, "A unset, umask 022, out: \n", 0},
    {"aclexec no", "aclexec exit 1", AC_DENY,
     "authpriv.info libwrap: aclexec: exit status 1: \"exit 1\"\n"
     "A unset, umask 022, out: \n",
     0},
    {"some, allow", "umask 027: setenv A b: allow", AC_PERMIT,
     "A b, umask 027, out: \n", 0},
    {"some, deny", "umask 027: setenv A b: deny", AC_DENY,
     "A b, umask 027, out: \n", 0},
    {"twist without a connection", "twist echo x", AC_DENY,
     "authpriv.err libwrap: twist: without a connection\n"
     "A unset, umask 022, out: \n",
     0},
    {"a colon in a value", "setenv A b\\:c", 0, "A b:c, umask 022, out: \n", 0},
    /* Nothing is carried out. */
    {"dry, spawn", "spawn echo x >out", 0, "A unset, umask 022, out: \n", 1},
    {"dry, umask", "umask 027: allow", AC_PERMIT, "A unset, umask 022, out: \n",
     1},
    {"dry, setenv", "setenv A b", 0, "A unset, umask 022, out: \n", 1},
    {"dry, twist", "twist echo x >out", 0,
     "A unset, umask 022, out: \ntwisted\n", 1},
};

/* Wrong ones: what is logged of each, between quotes and behind them. */
static const struct {
	const char *options, *wrong, *fault;
} wrong_ones[] = {
    {"nosuch", "nosuch", "unknown option"},
    {"umask 027: nosuch", "nosuch", "unknown option"},
    {"allow: umask 027", "allow", "the option must be the last one"},
    {"deny: umask 027", "deny", "the option must be the last one"},
    {"twist echo x: umask 027", "twist echo x",
     "the option must be the last one"},
    {"allow x", "allow x", "the option takes no value"},
    {"deny x", "deny x", "the option takes no value"},
    {"keepalive x", "keepalive x", "the option takes no value"},
    {"severity", "severity", "the option requires a value"},
    {"severity none", "severity none", "bad value of the option"},
    {"severity mail.none", "severity mail.none", "bad value of the option"},
    {"spawn", "spawn", "the option requires a value"},
    {"aclexec", "aclexec", "the option requires a value"},
    {"twist", "twist", "the option requires a value"},
    {"banners", "banners", "the option requires a value"},
    {"setenv", "setenv", "the option requires a value"},
    {"setenv A=b", "setenv A=b", "bad value of the option"},
    {"group", "group", "the option requires a value"},
    {"group no-such-group", "group no-such-group", "no such group"},
    {"user", "user", "the option requires a value"},
    {"user no-such-user", "user no-such-user", "no such user"},
    {"user root.no-such-group", "user root.no-such-group", "no such group"},
    {"linger", "linger", "the option requires a value"},
    {"linger x", "linger x", "bad value of the option"},
    {"linger -1", "linger -1", "bad value of the option"},
    {"nice x", "nice x", "bad value of the option"},
    {"rfc931 0", "rfc931 0", "bad value of the option"},
    {"rfc931 x", "rfc931 x", "bad value of the option"},
    {"umask", "umask", "the option requires a value"},
    {"umask 999", "umask 999", "bad value of the option"},
};

/* Returns how process_options(OPTIONS) ends: 0 if it returns. */
static int
jump_of(const char *options, struct request_info *request)
{
	char text[256];

	snprintf(text, sizeof(text), "%s", options);
	switch (setjmp(*wrap.tcpd_buf)) {
	case 0:
		wrap.process_options(text, request);
		return 0;
	case AC_PERMIT:
		return AC_PERMIT;
	case AC_DENY:
		return AC_DENY;
	default:
		return 99;
	}
}

/* In a child: ends with the jump of row *CONTEXT, as far above 10. */
static int
process(const void *context)
{
	size_t i = *(const size_t *)context;
	struct request_info request;
	const char *a;
	char out[64] = "";
	FILE *file;
	int jump;

	umask(022);
	*wrap.dry_run = rows[i].dry_run;
	jump = jump_of(rows[i].options, wrap_client(&request));
	file = fopen("out", "r");
	if (file && !fgets(out, sizeof(out), file))
		out[0] = '\0';
	a = getenv("A");
	wrap_tell("A %s, umask %03o, out: %s", a ? a : "unset",
		  (unsigned)umask(0), out);
	if (rows[i].dry_run && *wrap.dry_run == 0)
		wrap_tell("twisted");
	return 10 + jump;
}

static void
test_rows(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		unlink("out");
		wrap_begin(NULL, NULL);
		wrong += wrap_differ("jump",
				     WEXITSTATUS(wrap_child(process, &i)) - 10,
				     rows[i].jump);
		wrong += wrap_log_differs(rows[i].log);
	}
	assert_int_equal(wrong, 0);
}

/* What is logged of a wrong option, its place apart. */
static unsigned
fault_differs(size_t i, const char *behind)
{
	char expected[1024];
	const char *log = wrap_log(), *quote = strchr(log, '"');

	snprintf(expected, sizeof(expected),
		 "\"%s\": %s; refuses whom the rule matches\n%s",
		 wrong_ones[i].wrong, wrong_ones[i].fault, behind);
	if (strncmp(log, "authpriv.err ", 13) == 0 && quote &&
	    strcmp(quote, expected) == 0)
		return 0;
	print_error("    the log is\n%s    and does not end in\n%s", log,
		    expected);
	return 1;
}

static void
test_wrong_ones(void **state)
{
	struct request_info request;
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(wrong_ones); i++) {
		row(wrong_ones[i].options);
		wrap_begin(NULL, NULL);
		wrong += wrap_differ(
		    "jump",
		    jump_of(wrong_ones[i].options, wrap_client(&request)),
		    AC_DENY);
		wrong += fault_differs(i, "");
	}
	assert_int_equal(wrong, 0);
}

/* Likewise in a rule that would allow: it refuses. */
static void
test_wrong_rules(void **state)
{
	struct request_info request;
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(wrong_ones); i++) {
		char rule[256], line[512];

		row(wrong_ones[i].options);
		snprintf(rule, sizeof(rule), "ALL: ALL: %s\n",
			 wrong_ones[i].options);
		wrap_begin(rule, NULL);
		wrong += wrap_differ(
		    "verdict", wrap.hosts_access(wrap_client(&request)), 0);
		snprintf(line, sizeof(line),
			 "authpriv.warning refused connect from 192.0.2.10 "
			 "(192.0.2.10): service=in.test "
			 "rule=~/hosts.allow:1 \"ALL: ALL: %s\" "
			 "reason=option-error\n",
			 wrong_ones[i].options);
		wrong += fault_differs(i, line);
	}
	assert_int_equal(wrong, 0);
}

/* The place is where tcpd_context says; severities are set. */
static void
test_place(void **state)
{
	char file[] = "/etc/danted.conf";
	struct request_info request;

	(void)state;
	wrap_begin(NULL, NULL);
	*wrap.tcpd_context = (struct tcpd_context){file, 12};
	assert_int_equal(jump_of("nosuch", wrap_client(&request)), AC_DENY);
	assert_log("authpriv.err /etc/danted.conf:12:1: \"nosuch\": unknown "
		   "option; refuses whom the rule matches\n");
	assert_int_equal(jump_of("severity mail.info", &request), 0);
	assert_int_equal(*wrap.allow_severity, LOG_MAIL | LOG_INFO);
	assert_int_equal(*wrap.deny_severity, LOG_MAIL | LOG_INFO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_wrong_ones),
	    cmocka_unit_test(test_wrong_rules),
	    cmocka_unit_test(test_place),
	};

	alarm(600);
	return cmocka_run_group_tests_name("jump", tests, wrap_make,
					   wrap_remove);
}
