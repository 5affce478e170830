/* SPDX-License-Identifier: BSD-3-Clause */
/* Lines as rules, lists as tokens. */
#include "common/rule/syntax.h"

#include "tests/unit/unit.h"

static enum ha_diagnostic_id heard;

static void
hear(void *context, const struct ha_diagnostic *diagnostic)
{
	(void)context;
	heard = diagnostic->id;
}

static const struct ha_sink sink = {hear, NULL};

static enum ha_syntax
parse(struct ha_slice text, struct ha_rule *rule)
{
	static struct ha_line line;

	line = (struct ha_line){
	    .text = text, .raw = text, .place = {"hosts.deny", 7, 1}};
	heard = HA_D_NONE;
	return ha_syntax_parse(&line, &sink, rule);
}

/* The daemon list, the client list and the options of a rule. */
static const struct {
	const char *text, *daemons, *clients, *options;
} rule_rows[] = {
    {"sshd: ALL", "sshd", " ALL", NULL},
    {"sshd:ALL:deny", "sshd", "ALL", "deny"},
    {" sshd ftpd : a, b : x : y ", "sshd ftpd ", " a, b ", " x : y"},
    {"sshd: ALL:", "sshd", " ALL", ""},
    {"sshd: [::1]: deny", "sshd", " [::1]", " deny"},
    {"sshd: [::1],[::2]:deny", "sshd", " [::1],[::2]", "deny"},
    {"sshd@[::1]: ALL", "sshd@[::1]", " ALL", NULL},
    {"sshd: u@[::1]: x", "sshd", " u@[::1]", " x"},
    /* Row brackets. */
    {"sshd: ALL ]: deny", "sshd", " ALL ]", " deny"},
    {"sshd: ALL [x : deny", "sshd", " ALL [x ", " deny"},
    {"[sshd: ALL", "[sshd", " ALL", NULL},
    {"ss]hd[: ALL", "ss]hd[", " ALL", NULL},
    {"sshd: [[::1]: deny", "sshd", " [[::1]", " deny"},
    /* Row v6-bare. */
    {"sshd: ::1", "sshd", " ::1", NULL},
    {"sshd: ::1: deny", "sshd", " ::1", " deny"},
    {"sshd: ::1:deny", "sshd", " ::1", "deny"},
    {"sshd: 2001:db8::1, 10.: x", "sshd", " 2001:db8::1, 10.", " x"},
    {"sshd: 2001:db8::/32:x", "sshd", " 2001:db8::/32", "x"},
    {"sshd: 2001:db8::/129", "sshd", " 2001", "db8::/129"},
    {"sshd: fe80::1%eth0 : x", "sshd", " fe80::1%eth0 ", " x"},
    {"sshd: fe80::1%eth0: x", "sshd", " fe80::1%eth0", " x"},
    {"sshd: fe80::1%eth0:x", "sshd", " fe80::1%eth0", "x"},
    {"sshd: u@fe80::%1/10:", "sshd", " u@fe80::%1/10", ""},
    {"sshd: bob@2001:db8::1: x", "sshd", " bob@2001:db8::1", " x"},
    {"sshd: ::ffff:192.0.2.1:x", "sshd", " ::ffff:192.0.2.1", "x"},
    {"sshd: ALL:deny", "sshd", " ALL", "deny"},
    {"sshd: abc:deny", "sshd", " abc", "deny"},
    {"sshd: a:b@::1", "sshd", " a", "b@::1"},
    {"sshd: fe80::1%a@b", "sshd", " fe80", ":1%a@b"},
    {"sshd: ::1:u@h", "sshd", " ::1", "u@h"},
    {"sshd: ::%@ ALL", NULL, NULL, NULL},
    {"sshd: ::1:setenv=a@b", "sshd", " ::1", "setenv=a@b"},
    {"sshd: u@::1:deny@", "sshd", " u@::1", "deny@"},
    {"sshd: 192.0.2.1:deny", "sshd", " 192.0.2.1", "deny"},
    {"::1: ALL", NULL, NULL, NULL},
    /* Row comment-inline. */
    {"sshd: ALL # why", "sshd", " ALL ", NULL},
    {"sshd: ALL #why", "sshd", " ALL ", NULL},
    {"sshd: ALL,#why", "sshd", " ALL,", NULL},
    {"sshd: a#b", "sshd", " a#b", NULL},
    {"sshd: ALL: allow # why", "sshd", " ALL", " allow # why"},
};

static void
rules_have_three_fields(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rule_rows); i++) {
		struct ha_rule rule;
		enum ha_syntax syntax =
		    parse(ha_slice_of(rule_rows[i].text), &rule);

		row(rule_rows[i].text);
		if (!rule_rows[i].daemons) {
			assert_int_equal(syntax, HA_SYNTAX_BROKEN);
			continue;
		}
		assert_int_equal(syntax, HA_SYNTAX_RULE);
		assert_slice(rule.daemons, rule_rows[i].daemons);
		assert_slice(rule.clients, rule_rows[i].clients);
		assert_int_equal(rule.has_options,
				 rule_rows[i].options != NULL);
		if (rule_rows[i].options)
			assert_slice(rule.options, rule_rows[i].options);
		assert_false(rule.clients_comment_colon);
		assert_false(rule.nul);
	}
}

static void
lines_that_are_no_rules(void **state)
{
	static const struct {
		struct ha_slice text;
		enum ha_syntax syntax;
		enum ha_diagnostic_id heard;
	} rows[] = {
	    {{"", 0}, HA_SYNTAX_BLANK, 0},
	    {{" \t\r", 3}, HA_SYNTAX_BLANK, 0},
	    {{"# a: b", 6}, HA_SYNTAX_BLANK, 0},
	    {{" \t# ALL: ALL", 12}, HA_SYNTAX_BLANK, 0},
	    {{"\f", 1}, HA_SYNTAX_BROKEN, HA_D_LINE_SEPARATOR},
	    {{"sshd ALL", 8}, HA_SYNTAX_BROKEN, HA_D_LINE_SEPARATOR},
	    {{"sshd # ALL", 10}, HA_SYNTAX_BROKEN, HA_D_LINE_SEPARATOR},
	    {{"sshd # : x", 10}, HA_SYNTAX_BROKEN, HA_D_LINE_COMMENT_COLON},
	    {{": ALL", 5}, HA_SYNTAX_BROKEN, HA_D_DAEMONS_EMPTY},
	    {{" , : ALL", 8}, HA_SYNTAX_BROKEN, HA_D_DAEMONS_EMPTY},
	    {{"sshd:", 5}, HA_SYNTAX_BROKEN, HA_D_CLIENTS_EMPTY},
	    {{"sshd: : x", 9}, HA_SYNTAX_BROKEN, HA_D_CLIENTS_EMPTY},
	    {{"sshd: # x", 9}, HA_SYNTAX_BROKEN, HA_D_CLIENTS_EMPTY},
	    {{"sshd: ALL\0", 10}, HA_SYNTAX_RULE, HA_D_LINE_NUL},
	    {{"ss\0hd:\0ALL", 11}, HA_SYNTAX_RULE, HA_D_LINE_NUL},
	    {{"\0# x", 4}, HA_SYNTAX_BLANK, HA_D_LINE_NUL},
	    {{"# \0", 3}, HA_SYNTAX_BLANK, HA_D_LINE_NUL},
	    {{"\0", 1}, HA_SYNTAX_BLANK, HA_D_LINE_NUL},
	    {{"\0sshd: \0", 8}, HA_SYNTAX_BROKEN, HA_D_CLIENTS_EMPTY},
	    {{"sshd\0ALL", 8}, HA_SYNTAX_BROKEN, HA_D_LINE_SEPARATOR},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_rule rule;

		row(rows[i].text.data);
		assert_int_equal(parse(rows[i].text, &rule), rows[i].syntax);
		assert_int_equal(heard, rows[i].heard);
		if (rows[i].syntax == HA_SYNTAX_RULE)
			assert_true(rule.nul);
	}
}

static void
a_colon_in_a_comment_is_remembered(void **state)
{
	struct ha_rule rule;

	(void)state;
	assert_int_equal(parse(S("sshd: 10. # see: x"), &rule), HA_SYNTAX_RULE);
	assert_slice(rule.clients, " 10. ");
	assert_false(rule.has_options);
	assert_true(rule.clients_comment_colon);
}

static void
lists_are_tokens_between_separators(void **state)
{
	struct ha_slice list = S(" a,b\t,\rc\v[d e]f@g\n");
	static const char *const expected[] = {"a", "b", "c\v[d", "e]f@g"};
	struct ha_slice token;

	(void)state;
	for (size_t i = 0; i < COUNT(expected); i++) {
		assert_true(ha_token_next(&list, &token));
		assert_slice(token, expected[i]);
	}
	assert_false(ha_token_next(&list, &token));
}

/* R2.07 to R2.09. */
static void
tokens_split_at_the_first_at(void **state)
{
	static const struct {
		const char *token, *left, *host;
	} rows[] = {
	    {"u@h", "u", "h"},         {"u@v@h", "u", "v@h"},
	    {"@group", NULL, NULL},    {"@x@y", "@x", "y"},
	    {"u@", "u", ""},           {"@", NULL, NULL},
	    {"[u]@h", "[u]", "h"},     {"u[x@h", "u[x", "h"},
	    {"u[@]x@h", "u[@]x", "h"}, {"uh", NULL, NULL},
	    {"u@@g", "u", "@g"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_slice left, host;
		bool split;

		row(rows[i].token);
		split =
		    ha_token_split(ha_slice_of(rows[i].token), &left, &host);
		assert_int_equal(split, rows[i].left != NULL);
		if (!split)
			continue;
		assert_slice(left, rows[i].left);
		assert_slice(host, rows[i].host);
	}
}

static void
places_are_those_of_the_line(void **state)
{
	struct ha_rule rule;
	struct ha_place place;

	(void)state;
	assert_int_equal(parse(S(" sshd: ALL: x"), &rule), HA_SYNTAX_RULE);
	place = ha_rule_place(&rule, rule.clients);
	assert_string_equal(place.file, "hosts.deny");
	assert_int_equal(place.line, 7);
	assert_int_equal(place.column, 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rules_have_three_fields),
	    cmocka_unit_test(lines_that_are_no_rules),
	    cmocka_unit_test(a_colon_in_a_comment_is_remembered),
	    cmocka_unit_test(lists_are_tokens_between_separators),
	    cmocka_unit_test(tokens_split_at_the_first_at),
	    cmocka_unit_test(places_are_those_of_the_line),
	};

	return cmocka_run_group_tests_name("syntax", tests, NULL, NULL);
}
