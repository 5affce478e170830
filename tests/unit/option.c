/* SPDX-License-Identifier: BSD-3-Clause */
/* The option field of a rule: R5.01 to R5.14. */
#include "common/option/option.h"

#include "common/option/expand.h"
#include "common/option/option_effect.h"
#include "common/base/syslog_names.h"
#include "tests/unit/unit.h"

#include <syslog.h>

static enum ha_diagnostic_id heard;

static void
hear(void *context, const struct ha_diagnostic *diagnostic)
{
	(void)context;
	heard = diagnostic->id;
}

static const struct ha_effects *effects;
static struct ha_request *request;
static bool no_conditions;

static void
read_options(const char *options, struct ha_options *read)
{
	static const struct ha_sink sink = {hear, NULL};
	const struct ha_option_context context = {.sink = &sink,
						  .request = request,
						  .effects = effects,
						  .no_conditions =
						      no_conditions};
	static char text[HA_EXPANSION_MAX + 1024];
	struct ha_line line;
	struct ha_rule rule;

	snprintf(text, sizeof(text), "ALL: ALL%s%s", options ? ":" : "",
		 options ? options : "");
	line = (struct ha_line){.text = ha_slice_of(text),
				.raw = ha_slice_of(text),
				.place = {"hosts.deny", 1, 1}};
	assert_int_equal(ha_syntax_parse(&line, NULL, &rule), HA_SYNTAX_RULE);
	heard = HA_D_NONE;
	assert_int_equal(ha_options_read(&rule, &context, read), HA_OK);
}

#define NONE HA_OPTIONS_NONE
#define ALLOW HA_OPTIONS_ALLOW
#define DENY HA_OPTIONS_DENY
#define ERROR HA_OPTIONS_ERROR

static const struct {
	const char *options;
	enum ha_options_result result;
	enum ha_diagnostic_id heard;
} rows[] = {
    {NULL, NONE, 0},
    {" allow", ALLOW, 0},
    {"DENY \r", DENY, 0},
    {"", ERROR, HA_D_OPTION_MISSING},
    {" : allow", ERROR, HA_D_OPTION_MISSING},
    {" allow:", ERROR, HA_D_OPTION_NOT_LAST},
    {" allow : allow", ERROR, HA_D_OPTION_NOT_LAST},
    {" twist x : allow", ERROR, HA_D_OPTION_NOT_LAST},
    {" allow yes", ERROR, HA_D_OPTION_VALUE_EXTRA},
    {" allow=", ALLOW, 0},
    {" allow = ", ALLOW, 0},
    {" allow = =", ERROR, HA_D_OPTION_VALUE_EXTRA},
    {" =allow", ERROR, HA_D_OPTION_UNKNOWN},
    {" accept", ERROR, HA_D_OPTION_UNKNOWN},
    {" allowed", ERROR, HA_D_OPTION_UNKNOWN},
    {" # x", ERROR, HA_D_OPTION_UNKNOWN},
    {" require user=x: allow", ALLOW, 0},
    {" require = user=x", NONE, 0},
    {" require", ERROR, HA_D_OPTION_VALUE_MISSING},
    {" require ,", ERROR, HA_D_OPTION_VALUE_MISSING},
    {" require usr=x", ERROR, HA_D_CONDITION_UNKNOWN},
    {" require user=", ERROR, HA_D_CONDITION_VALUE},
    {" require until=x", ERROR, HA_D_CONDITION_TIME},
    /* Row comment-inline. */
    {" allow # why", ALLOW, 0},
    {" deny #why", DENY, 0},
    {" deny#why", ERROR, HA_D_OPTION_UNKNOWN},
    {" allow # why: x", ERROR, HA_D_OPTION_COMMENT_COLON},
    {" allow # why\\: x", ERROR, HA_D_OPTION_COMMENT_COLON},
    {" allow x # why", ERROR, HA_D_OPTION_VALUE_EXTRA},
    {" severity info # why", NONE, 0},
    {" severity info #: deny", ERROR, HA_D_OPTION_COMMENT_COLON},
    {" severity # info", ERROR, HA_D_OPTION_VALUE_MISSING},
    {" severity info#x", ERROR, HA_D_OPTION_VALUE_BAD},
    {" nice # x", ERROR, HA_D_OPTION_VALUE_BAD},
    {" keepalive # x", ERROR, HA_D_OPTION_VALUE_EXTRA},
    {" spawn echo # x : deny", DENY, 0},
    /* Backslash and colon. */
    {" severity info\\: deny", ERROR, HA_D_OPTION_VALUE_BAD},
    {" setenv X a\\:b : deny", DENY, 0},
    {" setenv X a:b", ERROR, HA_D_OPTION_UNKNOWN},
    {" spawn echo \\\\: deny", NONE, 0},
    /* Options with values. */
    {" severity", ERROR, HA_D_OPTION_VALUE_MISSING},
    {" spawn", ERROR, HA_D_OPTION_VALUE_MISSING},
    {" severity = mail.info : allow", ALLOW, 0},
    {" severity == info", ERROR, HA_D_OPTION_VALUE_BAD},
    {" severity\vinfo", ERROR, HA_D_OPTION_UNKNOWN},
    {" severity info debug", ERROR, HA_D_OPTION_VALUE_BAD},
    {" umask 022", NONE, 0},
    {" umask 0777", NONE, 0},
    {" umask 1777", ERROR, HA_D_OPTION_VALUE_BAD},
    {" umask 999", ERROR, HA_D_OPTION_VALUE_BAD},
    {" umask -1", ERROR, HA_D_OPTION_VALUE_BAD},
    {" umask -0", NONE, 0},
    {" umask u=rwx", ERROR, HA_D_OPTION_VALUE_BAD},
    {" nice", NONE, 0},
    {" nice -5", NONE, 0},
    {" nice 2147483647 : nice -2147483648", NONE, 0},
    {" nice -2147483649", ERROR, HA_D_OPTION_VALUE_BAD},
    {" nice -", ERROR, HA_D_OPTION_VALUE_BAD},
    {" nice abc", ERROR, HA_D_OPTION_VALUE_BAD},
    {" linger 0", NONE, 0},
    {" linger -1", ERROR, HA_D_OPTION_VALUE_BAD},
    {" linger 5x", ERROR, HA_D_OPTION_VALUE_BAD},
    {" linger 2147483648", ERROR, HA_D_OPTION_VALUE_BAD},
    {" rfc931", NONE, 0},
    {" rfc931 +5", NONE, 0},
    {" rfc931 0", ERROR, HA_D_OPTION_VALUE_BAD},
    {" setenv FOO", NONE, 0},
    {" setenv FOO bar=x", NONE, 0},
    {" setenv=FOO bar", NONE, 0},
    {" setenv FOO=bar", ERROR, HA_D_OPTION_VALUE_BAD},
    {" user root", NONE, 0},
    {" user root.root", NONE, 0},
    {" user root.", ERROR, HA_D_OPTION_GROUP},
    {" user root:root", ERROR, HA_D_OPTION_UNKNOWN},
    {" user 0", ERROR, HA_D_OPTION_USER},
    {" user nosuchuser_zz", ERROR, HA_D_OPTION_USER},
    {" user nosuchuser_zz.nosuchgroup_zz", ERROR, HA_D_OPTION_GROUP},
    {" group root", NONE, 0},
    {" group nosuchgroup_zz", ERROR, HA_D_OPTION_GROUP},
    {" keepalive : linger 3 : deny", DENY, 0},
    /* VT and FF are blanks only at the ends of an option, before a number. */
    {"\vnice \f5\v: allow\f", ALLOW, 0},
    {" severity info\v # why", NONE, 0},
    {" severity \vinfo", ERROR, HA_D_OPTION_VALUE_BAD},
    {" severity \finfo # why", ERROR, HA_D_OPTION_VALUE_BAD},
    {" linger \v=5", ERROR, HA_D_OPTION_VALUE_BAD},
    {" spawn \v=", NONE, 0},
    {" group \froot", ERROR, HA_D_OPTION_GROUP},
    {" setenv SSH_CONNECTION 10.0.0.1", ERROR, HA_D_OPTION_VALUE_BAD},
    {" setenv ssh_connection x", NONE, 0},
    {" setenv A\v=b", ERROR, HA_D_OPTION_VALUE_BAD},
    {" setenv \v =b", ERROR, HA_D_OPTION_VALUE_BAD},
    /* The first error ends it: what stands right of it is not seen. */
    {" nosuch : allow", ERROR, HA_D_OPTION_UNKNOWN},
    {" severity info : nosuch : rfc931 0", ERROR, HA_D_OPTION_UNKNOWN},
    {" twist echo no", HA_OPTIONS_TWIST, 0},
};

static void
options_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_options options;

		row(rows[i].options ? rows[i].options : "(none)");
		read_options(rows[i].options, &options);
		assert_int_equal(options.result, rows[i].result);
		assert_int_equal(heard, rows[i].heard);
	}
}

/* R5.09 and row severity-names. */
static void
severities_have_the_names_of_syslog(void **state)
{
	static const struct {
		const char *value;
		int severity;
	} severities[] = {
	    {"info", LOG_INFO},
	    {"MAIL.Err", LOG_MAIL | LOG_ERR},
	    {"authpriv.warn", LOG_AUTHPRIV | LOG_WARNING},
	    {"syslog.panic", LOG_SYSLOG | LOG_EMERG},
	    {"ftp.error", LOG_FTP | LOG_ERR},
	    {"local0.debug", LOG_LOCAL0 | LOG_DEBUG},
	    {"local7.notice", LOG_LOCAL7 | LOG_NOTICE},
	    {"kern.emerg", LOG_KERN | LOG_EMERG},
	    {"local8.info", -1},
	    {"mail", -1},
	    {"mail.", -1},
	    {".info", -1},
	    {"mail.info.x", -1},
	    {"none", -1},
	    {"security.info", -1},
	    {"6", -1},
	    {"", -1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(severities); i++) {
		row(severities[i].value);
		assert_int_equal(
		    ha_severity_of(ha_slice_of(severities[i].value)),
		    severities[i].severity);
	}
}

static void
effects_are_collected(void **state)
{
	struct ha_options options;

	(void)state;
	read_options("severity mail.info: spawn a: setenv B c: allow",
		     &options);
	assert_int_equal(options.result, HA_OPTIONS_ALLOW);
	assert_int_equal(options.severity, LOG_MAIL | LOG_INFO);
	assert_int_equal(options.skipped, HA_OPTION_SPAWN | HA_OPTION_SETENV);
	read_options("aclexec a: banners /b: twist c", &options);
	assert_int_equal(options.skipped, HA_OPTION_ACLEXEC |
					      HA_OPTION_BANNERS |
					      HA_OPTION_TWIST);
	assert_int_equal(options.severity, -1);
	assert_int_equal(options.aclexec, HA_ACLEXEC_UNDECIDED);
	read_options("umask 022: nice: keepalive", &options);
	assert_int_equal(options.left_alone, HA_OPTION_UMASK | HA_OPTION_NICE |
						 HA_OPTION_KEEPALIVE);
	assert_int_equal(options.aclexec, HA_ACLEXEC_NONE);
}

static void
front_ends_carry_some_out(void **state)
{
	static const struct ha_effects able = {.carried_out = HA_OPTION_UMASK |
							      HA_OPTION_USER};
	struct ha_options options;

	(void)state;
	effects = &able;
	read_options("umask 022: nice: keepalive", &options);
	effects = NULL;
	assert_int_equal(options.left_alone,
			 HA_OPTION_NICE | HA_OPTION_KEEPALIVE);
}

static bool
set_variable(void *context, const char *name, const char *value)
{
	(void)context;
	assert_string_equal(name, "A");
	assert_string_equal(value, "b");
	return true;
}

static void
variables_have_a_limit(void **state)
{
	static const struct ha_effects setter = {.set_variable = set_variable};
	char text[1000] = "";
	int used = 0;
	struct ha_options options;
	struct ha_request nobody;

	(void)state;
	ha_request_init(&nobody, NULL);
	effects = &setter;
	request = &nobody;
	for (int i = 0; i < HA_VARIABLES_MAX; i++)
		used += snprintf(text + used, sizeof(text) - (size_t)used,
				 "setenv A b : ");
	snprintf(text + used, sizeof(text) - (size_t)used, "nice");
	read_options(text, &options);
	assert_int_equal(options.result, NONE);
	snprintf(text + used, sizeof(text) - (size_t)used, "setenv A b");
	read_options(text, &options);
	assert_int_equal(options.result, ERROR);
	assert_int_equal(heard, HA_D_OPTION_VARIABLES);
	effects = NULL;
	request = NULL;
}

/* What gets too long is an error of the option. */
static void
values_have_a_limit(void **state)
{
	static const struct ha_effects setter = {.set_variable = set_variable};
	static char text[HA_EXPANSION_MAX + 16];
	struct ha_options options;
	struct ha_request nobody;

	(void)state;
	ha_request_init(&nobody, NULL);
	effects = &setter;
	request = &nobody;
	memset(text, 'x', sizeof(text) - 1);
	memcpy(text, "setenv A ", 9);
	read_options(text, &options);
	assert_int_equal(options.result, ERROR);
	assert_int_equal(heard, HA_D_OPTION_EXPANSION);
	effects = NULL;
	request = NULL;
}

/* Whoever is there to carry options out is not asked about nobody. */
static void
without_a_request_nothing_is_done(void **state)
{
	static const struct ha_effects none = {0};
	struct ha_options options;

	(void)state;
	effects = &none;
	read_options("aclexec a: banners /: spawn b: twist c", &options);
	effects = NULL;
	assert_int_equal(options.skipped,
			 HA_OPTION_ACLEXEC | HA_OPTION_BANNERS |
			     HA_OPTION_SPAWN | HA_OPTION_TWIST);
}

/* A front end may do without conditions, as libwrap does. */
static void
conditions_may_be_unknown(void **state)
{
	struct ha_options options;

	(void)state;
	no_conditions = true;
	read_options(" require user=x: allow", &options);
	assert_int_equal(options.result, ERROR);
	assert_int_equal(heard, HA_D_OPTION_UNKNOWN);
	read_options(" allow", &options);
	assert_int_equal(options.result, ALLOW);
	no_conditions = false;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(options_are_read),
	    cmocka_unit_test(severities_have_the_names_of_syslog),
	    cmocka_unit_test(effects_are_collected),
	    cmocka_unit_test(front_ends_carry_some_out),
	    cmocka_unit_test(variables_have_a_limit),
	    cmocka_unit_test(values_have_a_limit),
	    cmocka_unit_test(without_a_request_nothing_is_done),
	    cmocka_unit_test(conditions_may_be_unknown),
	};

	return cmocka_run_group_tests_name("option", tests, NULL, NULL);
}
