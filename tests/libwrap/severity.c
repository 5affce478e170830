/* SPDX-License-Identifier: BSD-3-Clause */
/* How severe a line is: as the program has set it, or as a rule says. */
#include "tests/libwrap/wrap.h"

#include <syslog.h>

#define REFUSED \
	"warning refused connect from 192.0.2.10 (192.0.2.10): " \
	"service=in.test rule=~/hosts.deny:1 \"ALL: ALL\"\n"

/* What programs have left in deny_severity, and where a refusal is logged. */
static const struct {
	const char *name;
	int deny_severity;
	const char *facility;
} facilities[] = {
    {"never set", 0, "authpriv"},
    {"minus one", -1, "authpriv"},
    {"LOG_DAEMON | LOG_WARNING", LOG_DAEMON | LOG_WARNING, "daemon"},
    {"LOG_WARNING alone", LOG_WARNING, "authpriv"},
    {"LOG_KERN | LOG_EMERG", LOG_KERN | LOG_EMERG, "authpriv"},
    {"LOG_AUTH | LOG_NOTICE", LOG_AUTH | LOG_NOTICE, "auth"},
    {"sshd ORs an enum", LOG_AUTHPRIV | 7, "authpriv"},
    {"socat: LOG_USER | LOG_CRIT", LOG_USER | LOG_CRIT, "user"},
    {"LOG_DAEMON | LOG_EMERG", LOG_DAEMON | LOG_EMERG, "daemon"},
    {"LOG_LOCAL7 | LOG_DEBUG", LOG_LOCAL7 | LOG_DEBUG, "local7"},
    {"one behind the last facility", LOG_LOCAL7 + 8, "authpriv"},
    {"garbage", 9999, "authpriv"},
    {"garbage below zero", -9999, "authpriv"},
};

/* The line of a refusal is a warning, whatever the program has left. */
static void
test_facilities(void **state)
{
	struct request_info request;
	unsigned wrong = 0;
	char expected[512];

	(void)state;
	for (size_t i = 0; i < COUNT(facilities); i++) {
		row(facilities[i].name);
		wrap_begin(NULL, "ALL: ALL\n");
		*wrap.deny_severity = facilities[i].deny_severity;
		wrong += wrap_differ(
		    "verdict", wrap.hosts_access(wrap_client(&request)), 0);
		snprintf(expected, sizeof(expected), "%s.%s",
			 facilities[i].facility, REFUSED);
		wrong += wrap_log_differs(expected);
		assert_int_equal(*wrap.deny_severity,
				 facilities[i].deny_severity);
	}
	assert_int_equal(wrong, 0);
}

/* Likewise of refuse() for a client about whom nobody has asked. */
static int
refuse_unasked(const void *context)
{
	struct request_info request;

	*wrap.deny_severity = *(const int *)context;
	wrap.refuse(wrap_client(&request));
	return 1;
}

/* By the program's own level, unless that is for every terminal or nobody. */
static bool
is_seen(const char *level)
{
	return strncmp(level, "emerg", 5) != 0 &&
	       strncmp(level, "info", 4) != 0 &&
	       strncmp(level, "debug", 5) != 0;
}

static void
test_facilities_of_refuse(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(facilities); i++) {
		const char *log;
		char expected[64];

		row(facilities[i].name);
		wrap_begin(NULL, "ALL: ALL\n");
		wrong += wrap_differ(
		    "exit",
		    wrap_child(refuse_unasked, &facilities[i].deny_severity),
		    0);
		snprintf(expected, sizeof(expected), "%s.*",
			 facilities[i].facility);
		wrong += wrap_log_differs(expected);
		log = wrap_log();
		wrong += wrap_differ("seen", is_seen(strchr(log, '.') + 1), 1);
		assert_string_equal(
		    strchr(log, ' '),
		    " refused connect from 192.0.2.10 (192.0.2.10)\n");
	}
	assert_int_equal(wrong, 0);
}

/* What a rule says is in both variables, until the next decision. */
static void
assert_severities(const char *allow, const char *deny, int allowed, int denied)
{
	struct request_info request;

	write_text("hosts.allow", allow);
	write_text("hosts.deny", deny);
	wrap.hosts_access(wrap_client(&request));
	assert_int_equal(*wrap.allow_severity, allowed);
	assert_int_equal(*wrap.deny_severity, denied);
}

#define MAIL (LOG_MAIL | LOG_NOTICE)
#define AUTH (LOG_AUTH | LOG_DEBUG)
#define OWN LOG_LOCAL1 | LOG_INFO, LOG_LOCAL2 | LOG_ERR

static void
test_severities(void **state)
{
	(void)state;
	wrap_begin(NULL, NULL);
	*wrap.allow_severity = LOG_LOCAL1 | LOG_INFO;
	*wrap.deny_severity = LOG_LOCAL2 | LOG_ERR;
	assert_severities("", "ALL: ALL: severity mail.notice\n", MAIL, MAIL);
	assert_severities("", "ALL: ALL\n", OWN);
	assert_severities("ALL: ALL: severity auth.debug\n", "", AUTH, AUTH);
	assert_severities("", "ALL: ALL: severity mail.notice\n", MAIL, MAIL);
	assert_severities("", "", OWN);
	/* What the program sets meanwhile is its own. */
	assert_severities("ALL: ALL: severity auth.debug\n", "", AUTH, AUTH);
	*wrap.deny_severity = LOG_LOCAL3 | LOG_ERR;
	assert_severities("", "", LOG_LOCAL1 | LOG_INFO, LOG_LOCAL3 | LOG_ERR);
	/* Nobody is disturbed by the program's own lines, either. */
	assert_severities("ALL: ALL: severity auth.emerg\n", "",
			  LOG_AUTH | LOG_ALERT, LOG_AUTH | LOG_ALERT);
}

/* A severity goes to the caller's facility no longer than for its rule. */
static void
test_severity_does_not_leak(void **state)
{
	struct request_info request;

	(void)state;
	wrap_begin(NULL, "x: ALL: severity mail.crit\nALL: ALL\n");
	*wrap.deny_severity = LOG_DAEMON | LOG_INFO;
	wrap.request_init(&request, RQ_DAEMON, "x", RQ_CLIENT_ADDR,
			  "192.0.2.10", 0);
	assert_int_equal(wrap.hosts_access(&request), 0);
	assert_non_null(strstr(wrap_log(), "mail.crit refused"));
	wrap_clear_log();
	assert_int_equal(wrap.hosts_access(wrap_client(&request)), 0);
	assert_non_null(strstr(wrap_log(), "daemon.warning refused"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_facilities),
	    cmocka_unit_test(test_facilities_of_refuse),
	    cmocka_unit_test(test_severities),
	    cmocka_unit_test(test_severity_does_not_leak),
	};

	alarm(600);
	return cmocka_run_group_tests_name("severity", tests, wrap_make,
					   wrap_remove);
}
