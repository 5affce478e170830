/* SPDX-License-Identifier: BSD-3-Clause */
/* The tokens of a rule, as they are handed to whoever walks over them. */
#include "common/rule/visit.h"

#include "tests/unit/unit.h"

/* What was visited and heard, in order. */
static char seen[512];

static void __attribute__((format(printf, 1, 2))) see(const char *format, ...)
{
	size_t used = strlen(seen);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(seen + used, sizeof(seen) - used, format, arguments);
	va_end(arguments);
}

static void
hear(void *context, const struct ha_diagnostic *diagnostic)
{
	(void)context;
	see("!%s@%lu ", ha_diagnostic_name(diagnostic->id),
	    diagnostic->place.column);
}

/* d or c, the group, and the kinds of left and host: "c1[1|9]text". */
static void
visit(void *context, const struct ha_token *token,
      const struct ha_pattern *left, const struct ha_pattern *host)
{
	(void)context;
	see("%c%u", token->client ? 'c' : 'd', token->group);
	if (token->except) {
		see("x ");
		return;
	}
	if (left)
		see("<%.*s", (int)left->text.size, left->text.data);
	if (host)
		see(">%.*s", (int)host->text.size, host->text.data);
	see("%s ", token->split ? "@" : "");
}

static const struct {
	const char *line, *seen;
} rows[] = {
    {"sshd: ALL", "d0<sshd c0>ALL "},
    {"a b, c: 10. [::1]", "d0<a d0<b d0<c c0>10. c0>[::1] "},
    {"sshd@h: u@10.", "d0<sshd>h@ c0<u>10.@ "},
    {"sshd@[::1]: u@[::1]", "d0<sshd>[::1]@ c0<u>[::1]@ "},
    {"@h: @g", "d0<@h c0>@g "},
    {"a EXCEPT b: c EXCEPT d EXCEPT e",
     "d0<a d0x d1<b c0>c c0x c1>d c1x c2>e "},
    {"except: Except", "!except-first@1 d0x !except-first@9 c0x "},
    {"a EXCEPT except: b", "d0<a d0x !except-empty@3 d1x c0>b "},
    {"sshd: EXCEPT a", "d0<sshd !except-first@7 c0x c1>a "},
    {"sshd: a EXCEPT", "d0<sshd c0>a c0x !except-empty@9 "},
    {"sshd: a EXCEPT EXCEPT b", "d0<sshd c0>a c0x !except-empty@9 c1x c2>b "},
    {"sshd: u@ b", "d0<sshd !empty-host@9 c0<u@ c0>b "},
    {"sshd@: b", "!empty-host@6 d0<sshd@ c0>b "},
    {"sshd: 10.0.0.0/99 ok", "d0<sshd !mask-junk@7 c0>10.0.0.0/99 c0>ok "},
    {"sshd@1.2.3.4/99: ok", "!mask-junk@6 d0<sshd>1.2.3.4/99@ c0>ok "},
};

static void
tokens_are_visited(void **state)
{
	const struct ha_sink sink = {hear, NULL};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_slice text = ha_slice_of(rows[i].line);
		const struct ha_line line = {
		    .text = text, .raw = text, .place = {"f", 1, 1}};
		struct ha_rule rule;

		row(rows[i].line);
		seen[0] = '\0';
		assert_int_equal(ha_syntax_parse(&line, NULL, &rule),
				 HA_SYNTAX_RULE);
		ha_visit_lists(&rule, &sink, visit, NULL);
		assert_string_equal(seen, rows[i].seen);
	}
}

/* Without a visitor the sink hears the same. */
static void
faults_are_heard(void **state)
{
	const struct ha_sink sink = {hear, NULL};
	struct ha_slice text = ha_slice_of("a@: 1.2.3.4/99 EXCEPT u@");
	const struct ha_line line = {
	    .text = text, .raw = text, .place = {"f", 1, 1}};
	struct ha_rule rule;

	(void)state;
	assert_int_equal(ha_syntax_parse(&line, NULL, &rule), HA_SYNTAX_RULE);
	seen[0] = '\0';
	ha_visit_lists(&rule, &sink, NULL, NULL);
	assert_string_equal(seen, "!empty-host@3 !mask-junk@5 !empty-host@25 ");
}

/* What is left of a group can be passed over, and its end is known. */
static void
groups_are_skipped(void **state)
{
	struct ha_slice text = ha_slice_of("s: a b c EXCEPT d e EXCEPT f");
	const struct ha_line line = {.text = text, .raw = text};
	struct ha_tokens tokens;
	struct ha_token token;
	struct ha_rule rule;

	(void)state;
	assert_int_equal(ha_syntax_parse(&line, NULL, &rule), HA_SYNTAX_RULE);
	ha_tokens_begin(&tokens, &rule, true, NULL);
	assert_true(ha_tokens_next(&tokens, &token));
	assert_slice(token.text, "a");
	ha_tokens_skip(&tokens);
	assert_false(ha_tokens_next(&tokens, &token));
	assert_true(ha_tokens_next_group(&tokens));
	assert_true(ha_tokens_next(&tokens, &token));
	assert_slice(token.text, "d");
	assert_int_equal(token.group, 1);
	ha_tokens_skip(&tokens);
	assert_true(ha_tokens_next_group(&tokens));
	assert_true(ha_tokens_next(&tokens, &token));
	assert_slice(token.text, "f");
	assert_int_equal(token.group, 2);
	assert_false(ha_tokens_next(&tokens, &token));
	assert_false(ha_tokens_next_group(&tokens));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tokens_are_visited),
	    cmocka_unit_test(faults_are_heard),
	    cmocka_unit_test(groups_are_skipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
