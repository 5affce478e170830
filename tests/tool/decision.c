/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What lines of the log say of a decision: those that people can read here, and
 * rules of any bytes, as common/decide/report.c writes them.
 */
#include "hostsaccess/past/decision.h"

#include "common/decide/report.h"
#include "hostsaccess/past/log_line.h"
#include "tests/oracle/dice.h"
#include "tests/unit/unit.h"

/* Reads MESSAGE of sshd. */
static void
read_message(const char *message, struct decision *decision)
{
	const struct log_line line = {.program = {"sshd", 4},
				      .process = {"1", 1},
				      .message = ha_slice_of(message)};

	decision_read(&line, decision);
}

#define A "192.0.2.1 (192.0.2.1): service=sshd user=u "
#define F "192.0.2.1 (192.0.2.1): "

static const struct row {
	const char *message;
	enum event_kind kind;
	const char *file; /* NULL: none */
	unsigned long line;
	const char *text;
	const char *reason, *lookup, *words;
	char flags[4]; /* t: trial; f: fault; c: cut; r: of a rule is told */
} rows[] = {
    {"refused connect from " A "rule=/d:12 \"ALL: ALL\"", EVENT_REFUSAL, "/d",
     12, "ALL: ALL", "", "", "", "r"},
    {"would refuse connect from " A "rule=/d:1 \"a: b\"", EVENT_REFUSAL, "/d",
     1, "a: b", "", "", "", "tr"},
    {"connect from " A "rule=/a:1 \"a: b\"", EVENT_ALLOWED, "/a", 1, "a: b", "",
     "", "", "r"},
    {"refused connect from " A "rule=none reason=no-remote-host", EVENT_REFUSAL,
     NULL, 0, "", "no-remote-host", "", "", "r"},
    {"refused connect from " A
     "rule=/d:3 \"a: .b\" reason=lookup-failed lookup=reverse-failed",
     EVENT_REFUSAL, "/d", 3, "a: .b", "lookup-failed", "reverse-failed", "",
     "r"},
    {"refused connect from " A
     "rule=/d:3 \"a: .b\" lookup=address-mismatch:x failed=\"a=b: c\" "
     "not-carried-out=spawn",
     EVENT_REFUSAL, "/d", 3, "a: .b", "", "address-mismatch", "", "r"},
    /* what looks like fields within fields */
    {"refused connect from " A
     "rule=/d:3 \"a: \\\" reason=nul rule=/x:9 \\\"b\\\"\" reason=time",
     EVENT_REFUSAL, "/d", 3, "a: \" reason=nul rule=/x:9 \"b\"", "time", "", "",
     "r"},
    {"refused connect from " F
     "service=sshd user=x\\x20rule=/x:1\\x20\\\"y\\\" rule=/d:2 \"z: z\"",
     EVENT_REFUSAL, "/d", 2, "z: z", "", "", "", "r"},
    {"refused connect from " A "rule=/d\\x3a\\x20d:2 \"z\"", EVENT_REFUSAL,
     "/d: d", 2, "z", "", "", "", "r"},
    /* cut by who wrote the log */
    {"refused connect from " A "rule=/d:2 \"ALL: A", EVENT_REFUSAL, "/d", 2,
     "ALL: A", "", "", "", "cr"},
    {"refused connect from " A "rule=/d:2 \"ALL: A\\", EVENT_REFUSAL, "/d", 2,
     "ALL: A\\", "", "", "", "cr"},
    {"refused connect from " A "rule=/d:2", EVENT_REFUSAL, NULL, 0, "", "", "",
     "", ""},
    {"refused connect from " A "ru", EVENT_REFUSAL, NULL, 0, "", "", "", "",
     ""},
    {"refused connect from " A "rule=/d:x \"y\"", EVENT_REFUSAL, NULL, 0, "",
     "", "", "", ""},
    {"refused connect from " A "rule=/d:-2 \"y\"", EVENT_REFUSAL, NULL, 0, "",
     "", "", "", ""},
    /* nobody knows an address */
    {"refused connect from unknown (unknown): service=s user=u rule=/d:1 \"x\"",
     EVENT_REFUSAL, "/d", 1, "x", "", "", "", "r"},
    {"refused connect from x (y) (unknown): service=s user=u rule=/d:1 \"x\"",
     EVENT_UNCLEAR, NULL, 0, "", "", "", "", ""},
    {"cannot decide on connect from " F
     "/d:3:1: \"x\": a fault; refused: service=sshd user=u",
     EVENT_REFUSAL, NULL, 0, "", "", "", "/d:3:1: \"x\": a fault", "f"},
    {"cannot decide on connect from " F
     "/d: \"; refused: y\": z; would refuse: service=sshd user=u",
     EVENT_REFUSAL, NULL, 0, "", "", "", "/d: \"; refused: y\": z", "tf"},
    {"cannot decide on connect from " F
     "/d: \"; would refuse: y\": z; refused: service=sshd user=u",
     EVENT_REFUSAL, NULL, 0, "", "", "", "/d: \"; would refuse: y\": z", "f"},
    {"pam_hostsaccess: details: address=192.0.2.1 service=sshd user=u "
     "rule=/d:1 \"x: details: y\" reason=time",
     EVENT_DETAILS, "/d", 1, "x: details: y", "time", "", "", "r"},
    {"libwrap: details: address=192.0.2.1 service=sshd rule=/d:1 \"x\"",
     EVENT_DETAILS, "/d", 1, "x", "", "", "", "r"},
    {"drop connection #3 from [192.0.2.1]:1 on [192.0.2.2]:22 penalty: failed "
     "authentication",
     EVENT_PENALTY, NULL, 0, "", "", "", "failed authentication", ""},
    {"message repeated 3 times: [ refused connect from " A
     "rule=/d:12 \"ALL: ALL\"]",
     EVENT_REFUSAL, "/d", 12, "ALL: ALL", "", "", "", "r"},
    /* of others */
    {"refused connect from 192.0.2.1 (192.0.2.1)", EVENT_BARE, NULL, 0, "", "",
     "", "", ""},
    {"connect from 192.0.2.1 (192.0.2.1)", EVENT_OTHER, NULL, 0, "", "", "", "",
     ""},
    {"connect from x", EVENT_OTHER, NULL, 0, "", "", "", "", ""},
    {"Invalid user refused connect from " A "rule=/d:1 \"x\"", EVENT_OTHER,
     NULL, 0, "", "", "", "", ""},
};

/* Likewise, where what is not told has no data. */
static void
assert_text(struct ha_slice s, const char *text)
{
	assert_slice(s.data ? s : S(""), text);
}

static void
lines_are_read(void **state)
{
	struct decision decision;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *this = &rows[i];

		row(this->message);
		read_message(this->message, &decision);
		assert_int_equal(decision.kind, this->kind);
		assert_int_equal(decision.file.data != NULL,
				 this->file != NULL);
		assert_text(decision.file, this->file ? this->file : "");
		assert_int_equal(decision.line, this->line);
		assert_text(decision.text, this->text);
		assert_text(decision.reason, this->reason);
		assert_text(decision.lookup, this->lookup);
		assert_text(decision.words, this->words);
		assert_int_equal(decision.is_trial,
				 strchr(this->flags, 't') != NULL);
		assert_int_equal(decision.is_fault,
				 strchr(this->flags, 'f') != NULL);
		assert_int_equal(decision.is_cut,
				 strchr(this->flags, 'c') != NULL);
		assert_int_equal(decision.is_rule_told,
				 strchr(this->flags, 'r') != NULL);
	}
}

static void
what_is_left_out_is_told(void **state)
{
	struct decision decision;

	(void)state;
	read_message("refused connect from " A "rule=/d:1 \"x\" left_out=12",
		     &decision);
	assert_int_equal(decision.left_out, 12);
	assert_int_equal(decision.others_left_out, 0);
	read_message("refused connect from " A "rule=/d:1 \"x\""
		     " left_out=1 others_left_out=7",
		     &decision);
	assert_int_equal(decision.left_out, 1);
	assert_int_equal(decision.others_left_out, 7);
	read_message("refused connect from " A "rule=/d:1 \"left_out=3\"",
		     &decision);
	assert_int_equal(decision.left_out, 0);
}

/* Fills TEXT with SIZE bytes that are neither NUL nor lead to another cut. */
static void
throw_text(struct dice *dice, char *text, size_t size)
{
	static const char often[] = " \"\\:()=x.";

	for (size_t i = 0; i < size; i++)
		text[i] = dice_below(dice, 2)
			      ? often[dice_below(dice, sizeof(often) - 1)]
			      : (char)(1 + dice_below(dice, 255));
}

/* Whatever a rule is, the log tells it, and nothing in it is another field. */
static void
rules_of_any_bytes_are_read(void **state)
{
	char text[700], line[HA_REPORT_MAX];
	struct decision decision;
	struct ha_request request;
	struct dice dice = {1};

	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct ha_verdict verdict = {.decision = HA_REFUSE,
					     .reason = HA_REASON_TIME,
					     .place = {"/d d", 7, 1}};
		const struct ha_report report = {.request = &request,
						 .verdict = &verdict,
						 .service = {"s s", 3}};
		struct ha_slice rule = {
		    text, 1 + dice_below(&dice, i % 8 ? 60 : sizeof(text))};

		throw_text(&dice, text, rule.size);
		ha_excerpt_set(&verdict.rule, rule);
		ha_request_init(&request, NULL);
		ha_endpoint_set_address(&request.client, S("192.0.2.1"));
		ha_report_decision(&report, line, sizeof(line));
		read_message(line, &decision);
		assert_int_equal(decision.kind, EVENT_REFUSAL);
		assert_slice(decision.file, "/d d");
		assert_int_equal(decision.line, 7);
		assert_int_equal(decision.text.size, verdict.rule.size);
		assert_memory_equal(decision.text.data, verdict.rule.bytes,
				    verdict.rule.size);
		assert_true(!verdict.rule.cut || decision.is_cut);
		assert_slice(decision.reason, "time");
		assert_slice(decision.event.service, "s s");
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_are_read),
	    cmocka_unit_test(what_is_left_out_is_told),
	    cmocka_unit_test(rules_of_any_bytes_are_read),
	};

	return cmocka_run_group_tests_name("decision", tests, NULL, NULL);
}
