/* SPDX-License-Identifier: BSD-3-Clause */
/* Verdicts and diagnostics as text. */
#include "common/decide/report.h"

#include "common/option/option_context.h"
#include "tests/unit/unit.h"

#include <errno.h>

static void
excerpt(struct ha_excerpt *excerpt, const char *text)
{
	excerpt->size = strlen(text);
	memcpy(excerpt->bytes, text, excerpt->size);
}

static const struct {
	const char *name;
	enum ha_decision decision;
	enum ha_reason reason;
	bool trial;
	unsigned skipped;
	const char *line;
} verdict_rows[] = {
    {"refused", HA_REFUSE, HA_REASON_RULE, false, 0,
     "refused connect from 192.0.2.1 (192.0.2.1): service=sshd "
     "user=root rule=/etc/hosts.deny:12 \"ALL: ALL\""},
    {"allowed", HA_ALLOW, HA_REASON_RULE, false, HA_OPTION_SPAWN,
     "connect from 192.0.2.1 (192.0.2.1): service=sshd user=root "
     "rule=/etc/hosts.deny:12 \"ALL: ALL\" not-carried-out=spawn"},
    {"trial", HA_REFUSE, HA_REASON_RULE, true,
     HA_OPTION_BANNERS | HA_OPTION_SETENV,
     "would refuse connect from 192.0.2.1 (192.0.2.1): service=sshd "
     "user=root rule=/etc/hosts.deny:12 \"ALL: ALL\" "
     "not-carried-out=banners,setenv"},
    {"option", HA_REFUSE, HA_REASON_OPTION, false, 0,
     "refused connect from 192.0.2.1 (192.0.2.1): service=sshd "
     "user=root rule=/etc/hosts.deny:12 \"ALL: ALL\" "
     "reason=option-error"},
    {"account", HA_REFUSE, HA_REASON_ACCOUNT, false, 0,
     "refused connect from 192.0.2.1 (192.0.2.1): service=sshd "
     "user=root rule=/etc/hosts.deny:12 \"ALL: ALL\" "
     "reason=lookup-failed"},
    {"look-up", HA_REFUSE, HA_REASON_LOOKUP, false, 0,
     "refused connect from 192.0.2.1 (192.0.2.1): service=sshd "
     "user=root rule=/etc/hosts.deny:12 \"ALL: ALL\" "
     "reason=lookup-failed"},
    {"unconfirmed", HA_REFUSE, HA_REASON_UNCONFIRMED, false, 0,
     "refused connect from 192.0.2.1 (192.0.2.1): service=sshd "
     "user=root rule=/etc/hosts.deny:12 \"ALL: ALL\" "
     "reason=unconfirmed"},
    {"nul", HA_REFUSE, HA_REASON_NUL, false, 0,
     "refused connect from 192.0.2.1 (192.0.2.1): service=sshd "
     "user=root rule=/etc/hosts.deny:12 \"ALL: ALL\" "
     "reason=nul"},
    {"host bits", HA_REFUSE, HA_REASON_HOST_BITS, false, 0,
     "refused connect from 192.0.2.1 (192.0.2.1): service=sshd "
     "user=root rule=/etc/hosts.deny:12 \"ALL: ALL\" "
     "reason=host-bits"},
    {"undecided", HA_UNDECIDED, HA_REASON_NONE, false, 0,
     "refused connect from 192.0.2.1 (192.0.2.1): service=sshd "
     "user=root rule=/etc/hosts.deny:12 \"ALL: ALL\""},
    {"file", HA_REFUSE, HA_REASON_FILE, false, 0,
     "cannot decide on connect from 192.0.2.1 (192.0.2.1): "
     "/etc/hosts.allow: cannot be read: Permission denied; refused: "
     "service=sshd user=root"},
    {"file, trial", HA_REFUSE, HA_REASON_FILE, true, 0,
     "cannot decide on connect from 192.0.2.1 (192.0.2.1): "
     "/etc/hosts.allow: cannot be read: Permission denied; "
     "would refuse: service=sshd user=root"},
    {"memory", HA_REFUSE, HA_REASON_MEMORY, false, 0,
     "cannot decide on connect from 192.0.2.1 (192.0.2.1): "
     "out of memory; refused: service=sshd user=root"},
};

static void
verdicts_are_one_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(verdict_rows); i++) {
		struct ha_request request;
		struct ha_verdict verdict = {
		    .decision = verdict_rows[i].decision,
		    .reason = verdict_rows[i].reason,
		    .place = {"/etc/hosts.deny", 12, 1},
		    .skipped = verdict_rows[i].skipped,
		    .fault = {.id = HA_D_FILE_UNREADABLE, .error = EACCES}};
		const struct ha_report report = {&request, &verdict, S("sshd"),
						 verdict_rows[i].trial, NULL};
		char line[HA_REPORT_MAX];

		row(verdict_rows[i].name);
		excerpt(&verdict.rule, "ALL: ALL");
		excerpt(&verdict.fault.file, "/etc/hosts.allow");
		ha_request_init(&request, NULL);
		ha_request_set_local_user(&request, S("root"));
		ha_endpoint_set_address(&request.client, S("192.0.2.1"));
		ha_report_decision(&report, line, sizeof(line));
		assert_string_equal(line, verdict_rows[i].line);
	}
}

static void
clients_have_a_name_if_it_is_believed(void **state)
{
	static const struct {
		const char *name, *address, *line;
		bool claim;
	} rows[] = {
	    {"h.example", "192.0.2.1",
	     "connect from h.example (192.0.2.1): ", false},
	    {"unknown", "::1", "connect from ::1 (::1): ", false},
	    {"paranoid", "fe80::1%eth0",
	     "connect from fe80::1 (fe80::1): ", false},
	    {"h.example", "192.0.2.1",
	     "connect from 192.0.2.1 (192.0.2.1): ", true},
	    {"h.example", "", "connect from h.example (unknown): ", true},
	    {"a b", "", "connect from unknown (unknown): ", true},
	    {"a b\n(1.2.3.4)", "192.0.2.1",
	     "connect from a\\x20b\\x0a\\x281.2.3.4\\x29 (192.0.2.1): ", false},
	    {"a(1.2.3.4).bad", "192.0.2.1",
	     "connect from a\\x281.2.3.4\\x29.bad (192.0.2.1): ", false},
	    {"a(1.2.3.4).bad", "192.0.2.1",
	     "connect from 192.0.2.1 (192.0.2.1): ", true},
	    {"a(1.2.3.4).bad", "", "connect from unknown (unknown): ", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_verdict verdict = {.decision = HA_ALLOW};
		struct ha_request request;
		const struct ha_report report = {&request, &verdict, S("sshd"),
						 false, NULL};
		char line[HA_REPORT_MAX];

		row(rows[i].line);
		ha_request_init(&request, NULL);
		ha_request_set_local_user(&request, S("root"));
		ha_endpoint_set_address(&request.client,
					ha_slice_of(rows[i].address));
		if (rows[i].claim)
			ha_endpoint_claim_name(&request.client,
					       ha_slice_of(rows[i].name));
		else
			ha_endpoint_set_name(&request.client,
					     ha_slice_of(rows[i].name));
		ha_report_decision(&report, line, sizeof(line));
		assert_true(ha_slice_starts(ha_slice_of(line),
					    ha_slice_of(rows[i].line)));
	}
}

/* Every byte value, in each place that somebody outside can fill. */
static void
lines_are_printable_and_bounded(void **state)
{
	char hostile[2048], line[HA_REPORT_MAX];
	struct ha_verdict verdict = {.decision = HA_REFUSE,
				     .reason = HA_REASON_RULE,
				     .place = {"/etc/hosts.deny", 1, 1}};
	struct ha_request request;
	const struct ha_slice text = {hostile, sizeof(hostile)};
	const struct ha_report report = {&request, &verdict, text, false, NULL};

	(void)state;
	for (size_t i = 0; i < sizeof(hostile); i++)
		hostile[i] = (char)(i % 256);
	memcpy(verdict.rule.bytes, hostile, HA_EXCERPT_MAX);
	verdict.rule.size = HA_EXCERPT_MAX;
	verdict.rule.cut = true;
	ha_request_init(&request, NULL);
	ha_request_set_local_user(&request, text);
	ha_endpoint_set_name(&request.client, text);
	ha_report_decision(&report, line, sizeof(line));
	assert_true(strlen(line) < sizeof(line) - 1);
	for (const char *at = line; *at; at++)
		assert_within(*at, ' ', '~');
	assert_non_null(strstr(line, "...\""));
}

/* A part that is cut says so. */
static void
parts_have_a_limit(void **state)
{
	char service[256], line[HA_REPORT_MAX];
	const struct ha_verdict verdict = {.decision = HA_ALLOW};
	struct ha_request request;
	struct ha_report report = {&request, &verdict, S(""), false, NULL};

	(void)state;
	memset(service, 'x', sizeof(service));
	ha_request_init(&request, NULL);
	ha_request_set_local_user(&request, S("root"));
	report.service = (struct ha_slice){service, 255};
	ha_report_decision(&report, line, sizeof(line));
	assert_non_null(strstr(line, "xxx user=root"));
	ha_quote(report.service, line, sizeof(line));
	assert_non_null(strstr(line, "xxx\""));
	report.service.size++;
	ha_report_decision(&report, line, sizeof(line));
	assert_non_null(strstr(line, "xxx... user=root"));
	ha_quote(report.service, line, sizeof(line));
	assert_non_null(strstr(line, "xxx...\""));
}

static void
buffers_are_never_overrun(void **state)
{
	const struct ha_diagnostic diagnostic = {
	    HA_D_NET_BAD, {"/etc/hosts.deny", 14, 7}, S("10/8"), 0};
	char line[32];

	(void)state;
	for (size_t size = 1; size <= sizeof(line); size++) {
		memset(line, 'x', sizeof(line));
		ha_report_diagnostic(&diagnostic, HA_IN_QUOTES, line, size);
		assert_int_equal(strlen(line), size - 1);
		if (size < sizeof(line))
			assert_int_equal(line[size], 'x');
	}
}

static void
diagnostics_name_place_text_and_fault(void **state)
{
	static const struct {
		struct ha_diagnostic diagnostic;
		enum ha_text_place place;
		const char *line;
	} rows[] = {
	    {{HA_D_NET_BAD, {"/etc/hosts.deny", 14, 7}, {"10/8 \"x\"\n", 9}, 0},
	     HA_IN_QUOTES,
	     "/etc/hosts.deny:14:7: \"10/8 \\\"x\\\"\\x0a\": not an address "
	     "before '/'; never matches"},
	    {{HA_D_FILE_UNREADABLE, {"/etc/hosts deny", 0, 0}, {"", 0}, EACCES},
	     HA_IN_QUOTES,
	     "/etc/hosts\\x20deny: cannot be read: Permission denied"},
	    {{HA_D_FILE_UNREADABLE, {"/(a) \xe9\t", 0, 0}, {"", 0}, EACCES},
	     HA_FOR_PEOPLE,
	     "/(a) \\xe9\\x09: cannot be read: Permission denied"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char line[HA_REPORT_MAX];

		row(rows[i].line);
		ha_report_diagnostic(&rows[i].diagnostic, rows[i].place, line,
				     sizeof(line));
		assert_string_equal(line, rows[i].line);
	}
}

static void
sentences_name_the_address_only(void **state)
{
	struct ha_request request;
	char sentence[HA_REPORT_MAX];

	(void)state;
	ha_request_init(&request, NULL);
	ha_endpoint_set_name(&request.client, S("h.example"));
	ha_report_sentence(&request, sentence, sizeof(sentence));
	assert_string_equal(sentence, "Access is refused by this system's "
				      "host access rules.");
	ha_endpoint_set_address(&request.client, S("fe80::1%eth0"));
	ha_report_sentence(&request, sentence, sizeof(sentence));
	assert_string_equal(sentence, "Access from fe80::1 is refused by this "
				      "system's host access rules.");
}

/* Manuals and readers of logs know these. */
static void
reasons_and_options_have_names(void **state)
{
	static const struct {
		enum ha_reason reason;
		const char *name;
	} reasons[] = {
	    {HA_REASON_NONE, "other"},
	    {HA_REASON_RULE, "rule"},
	    {HA_REASON_DEFAULT, "default"},
	    {HA_REASON_OPTION, "option-error"},
	    {HA_REASON_ACCOUNT, "lookup-failed"},
	    {HA_REASON_TWIST, "twist"},
	    {HA_REASON_LOOKUP, "lookup-failed"},
	    {HA_REASON_UNCONFIRMED, "unconfirmed"},
	    {HA_REASON_NUL, "nul"},
	    {HA_REASON_HOST_BITS, "host-bits"},
	    {HA_REASON_COMMAND, "command-failed"},
	    {HA_REASON_FILE, "file-error"},
	    {HA_REASON_MEMORY, "out-of-memory"},
	    {HA_REASON_NO_HOST, "no-remote-host"},
	    {HA_REASON_CALLER, "caller-error"},
	};
	static const char *const options[] = {
	    "aclexec", "banners",   "setenv", "spawn", "twist",
	    "group",   "keepalive", "linger", "nice",  "rfc931",
	    "umask",   "user",      ""};

	(void)state;
	for (size_t i = 0; i < COUNT(reasons); i++)
		assert_string_equal(ha_reason_name(reasons[i].reason),
				    reasons[i].name);
	for (size_t i = 0; i < COUNT(options); i++)
		assert_string_equal(ha_option_name((enum ha_option)(1U << i)),
				    options[i]);
	assert_int_equal(ha_command_option(HA_COMMAND_ACLEXEC),
			 HA_OPTION_ACLEXEC);
	assert_int_equal(ha_command_option(HA_COMMAND_SPAWN), HA_OPTION_SPAWN);
	assert_int_equal(ha_command_option(HA_COMMAND_TWIST), HA_OPTION_TWIST);
}

/* Of a text that is too long no character of UTF-8 is cut in two. */
static void
excerpts_end_with_a_character(void **state)
{
	static const struct {
		const char *name, *end; /* behind 509 letters */
		size_t size;
	} rows[] = {
	    {"letters", "abc", 511},
	    {"two bytes that fit", "\xc3\xa9z", 511},
	    {"two bytes", "a\xc3\xa9", 510},
	    {"three bytes", "\xe2\x82\xac", 509},
	    {"four bytes", "\xf0\x9f\x98\x80", 509},
	    {"no UTF-8", "\x80\x80\x80\x80", 508},
	};
	char text[600];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_excerpt made;

		row(rows[i].name);
		memset(text, 'x', 509);
		memcpy(text + 509, rows[i].end, strlen(rows[i].end));
		ha_excerpt_set(
		    &made, (struct ha_slice){text, 509 + strlen(rows[i].end)});
		assert_true(made.cut);
		assert_int_equal(made.size, rows[i].size);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(verdicts_are_one_line),
	    cmocka_unit_test(clients_have_a_name_if_it_is_believed),
	    cmocka_unit_test(lines_are_printable_and_bounded),
	    cmocka_unit_test(parts_have_a_limit),
	    cmocka_unit_test(buffers_are_never_overrun),
	    cmocka_unit_test(diagnostics_name_place_text_and_fault),
	    cmocka_unit_test(sentences_name_the_address_only),
	    cmocka_unit_test(reasons_and_options_have_names),
	    cmocka_unit_test(excerpts_end_with_a_character),
	};

	return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
