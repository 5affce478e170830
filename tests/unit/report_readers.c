/* SPDX-License-Identifier: BSD-3-Clause */
/* Lines as programs that read logs want them. */
#include "common/decide/report.h"
#include "common/option/option_context.h"

#include "tests/unit/unit.h"

static void
excerpt(struct ha_excerpt *excerpt, const char *text)
{
	excerpt->size = strlen(text);
	memcpy(excerpt->bytes, text, excerpt->size);
}

/* A text of others, as it stands in logs and as people see it. */
struct shown {
	const char *text, *log, *people;
};

/* The text as the rule, beside names that look like addresses. */
static void
check_decision(const struct shown *shown)
{
	struct ha_request request;
	struct ha_verdict verdict = {.decision = HA_REFUSE,
				     .reason = HA_REASON_RULE,
				     .place = {"/a(1.2.3.4)", 1, 1}};
	const struct ha_report report = {&request, &verdict, S("(1)"), false,
					 NULL};
	char line[HA_REPORT_MAX], expected[HA_REPORT_MAX];

	excerpt(&verdict.rule, shown->text);
	ha_request_init(&request, NULL);
	ha_request_set_local_user(&request, S("(2)"));
	ha_report_decision(&report, line, sizeof(line));
	snprintf(expected, sizeof(expected),
		 "refused connect from unknown (unknown): "
		 "service=\\x281\\x29 user=\\x282\\x29 "
		 "rule=/a\\x281.2.3.4\\x29:1 \"%s\"",
		 shown->log);
	assert_string_equal(line, expected);
}

/* The text as what is wrong, likewise. */
static void
check_diagnostic(const struct shown *shown)
{
	const struct ha_diagnostic diagnostic = {
	    HA_D_NET_BAD, {"/a(1.2.3.4)", 1, 7}, ha_slice_of(shown->text), 0};
	char line[HA_REPORT_MAX], expected[HA_REPORT_MAX];

	ha_report_diagnostic(&diagnostic, HA_IN_QUOTES, line, sizeof(line));
	snprintf(expected, sizeof(expected),
		 "/a\\x281.2.3.4\\x29:1:7: \"%s\": not an address "
		 "before '/'; never matches",
		 shown->log);
	assert_string_equal(line, expected);
	ha_report_diagnostic(&diagnostic, HA_FOR_PEOPLE, line, sizeof(line));
	snprintf(expected, sizeof(expected),
		 "/a(1.2.3.4):1:7: \"%s\": not an address "
		 "before '/'; never matches",
		 shown->people);
	assert_string_equal(line, expected);
}

/* The text by itself. */
static void
check_quotes(const struct shown *shown)
{
	const struct ha_slice text = ha_slice_of(shown->text);
	char line[HA_REPORT_MAX], expected[HA_REPORT_MAX];

	ha_report_quote(text, line, sizeof(line));
	snprintf(expected, sizeof(expected), "\"%s\"", shown->log);
	assert_string_equal(line, expected);
	ha_quote(text, line, sizeof(line));
	snprintf(expected, sizeof(expected), "\"%s\"", shown->people);
	assert_string_equal(line, expected);
}

/* Nowhere but where the client's stands do readers find an address. */
static void
texts_hide_addresses(void **state)
{
	static const struct shown rows[] = {
	    {"ALL: ALL EXCEPT .example.org", "ALL: ALL EXCEPT .example.org",
	     "ALL: ALL EXCEPT .example.org"},
	    {"ALL: (1.2.3.4)", "ALL: \\x281.2.3.4\\x29", "ALL: (1.2.3.4)"},
	    {"x from 1.2.3.4", "x from\\x201.2.3.4", "x from 1.2.3.4"},
	    {"FROM  1.2.3.4", "FROM\\x20 1.2.3.4", "FROM  1.2.3.4"},
	    {"with 1.2.3.4 port 22", "with\\x201.2.3.4 port\\x2022",
	     "with 1.2.3.4 port 22"},
	    {"Address 1.2.3.4 maps", "Address\\x201.2.3.4 maps",
	     "Address 1.2.3.4 maps"},
	    {"user x", "user x", "user x"},
	    {"rhost=1.2.3.4 user=x", "rhost=1.2.3.4\\x20user=x",
	     "rhost=1.2.3.4 user=x"},
	    {"norhost=x, y", "norhost=x,\\x20y", "norhost=x, y"},
	    {"fro m user1 rhost x", "fro m user1 rhost x",
	     "fro m user1 rhost x"},
	    {" 1.2.3.4", " 1.2.3.4", " 1.2.3.4"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].text);
		check_decision(&rows[i]);
		check_diagnostic(&rows[i]);
		check_quotes(&rows[i]);
	}
}

/* log=two: only refusals, and the first ends behind the address. */
static void
refusals_can_be_two_lines(void **state)
{
	static const struct {
		const char *name;
		enum ha_decision decision;
		enum ha_reason reason;
		bool trial, refuses;
	} rows[] = {
	    {"refused", HA_REFUSE, HA_REASON_RULE, false, true},
	    {"undecided", HA_UNDECIDED, HA_REASON_NONE, false, true},
	    {"trial", HA_REFUSE, HA_REASON_RULE, true, false},
	    {"allowed", HA_ALLOW, HA_REASON_RULE, false, false},
	    {"file", HA_REFUSE, HA_REASON_FILE, false, false},
	    {"memory", HA_REFUSE, HA_REASON_MEMORY, false, false},
	    {"arguments", HA_REFUSE, HA_REASON_CALLER, false, false},
	};
	struct ha_request request;
	char line[HA_REPORT_MAX];

	(void)state;
	ha_request_init(&request, NULL);
	ha_request_set_local_user(&request, S("root"));
	ha_endpoint_set_address(&request.client, S("192.0.2.1"));
	ha_endpoint_set_name(&request.client, S("h.example"));
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_verdict verdict = {.decision = rows[i].decision,
					     .reason = rows[i].reason,
					     .skipped = HA_OPTION_SPAWN};
		const struct ha_report report = {&request, &verdict, S("sshd"),
						 rows[i].trial, NULL};

		row(rows[i].name);
		assert_int_equal(ha_report_refuses(&report), rows[i].refuses);
		ha_report_refusal(&report, line, sizeof(line));
		assert_string_equal(
		    line, "refused connect from h.example (192.0.2.1)");
		ha_report_details(&report, line, sizeof(line));
		assert_string_equal(line, "pam_hostsaccess: details: "
					  "address=192.0.2.1 service=sshd "
					  "user=root rule=none "
					  "not-carried-out=spawn");
	}
}

/* Of a client whose name alone is told. */
static void
details_know_no_address(void **state)
{
	struct ha_request request;
	struct ha_verdict verdict = {.decision = HA_REFUSE,
				     .reason = HA_REASON_RULE};
	const struct ha_report report = {&request, &verdict, S("ftp"), false,
					 NULL};
	char line[HA_REPORT_MAX];

	(void)state;
	ha_request_init(&request, NULL);
	ha_request_set_local_user(&request, S("root"));
	ha_endpoint_claim_name(&request.client, S("h.example"));
	ha_report_details(&report, line, sizeof(line));
	assert_string_equal(line, "pam_hostsaccess: details: address=unknown "
				  "service=ftp user=root rule=none");
}

/* The order that pam_hostsaccess(8) promises, with every field there is. */
static void
fields_keep_their_order(void **state)
{
	struct ha_request request;
	struct ha_verdict verdict = {.decision = HA_REFUSE,
				     .reason = HA_REASON_LOOKUP,
				     .place = {"/d", 3, 1},
				     .skipped = HA_OPTION_SPAWN};
	const struct ha_report report = {&request, &verdict, S("sshd"), false,
					 NULL};
	char line[HA_REPORT_MAX];

	(void)state;
	excerpt(&verdict.rule, "ALL: country=DE");
	ha_request_init(&request, NULL);
	ha_request_set_local_user(&request, S("root"));
	ha_endpoint_set_address(&request.client, S("192.0.2.1"));
	request.client.name_fault = HA_NAME_NONE;
	snprintf(request.asked.trouble, sizeof(request.asked.trouble), "%s",
		 "country=DE: no answer");
	ha_report_decision(&report, line, sizeof(line));
	assert_string_equal(line,
			    "refused connect from 192.0.2.1 (192.0.2.1): "
			    "service=sshd user=root rule=/d:3 "
			    "\"ALL: country=DE\" reason=lookup-failed "
			    "lookup=no-name failed=\"country=DE: no answer\" "
			    "not-carried-out=spawn");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_hide_addresses),
	    cmocka_unit_test(refusals_can_be_two_lines),
	    cmocka_unit_test(details_know_no_address),
	    cmocka_unit_test(fields_keep_their_order),
	};

	return cmocka_run_group_tests_name("report_readers", tests, NULL, NULL);
}
