/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/decision.h"

#include "common/decide/verdict.h"
#include "hostsaccess/past/escape.h"
#include "hostsaccess/past/log_line.h"
#include "hostsaccess/past/message.h"
#include "hostsaccess/past/scan.h"

/*
 * Takes `"TEXT"`, in which quotes stand behind a backslash, and the blanks
 * behind it.  Returns false if its end is missing; then all is taken.
 */
static bool
take_quoted(struct ha_slice *rest, struct ha_slice *text)
{
	size_t size = 1;

	while (size < rest->size && rest->data[size] != '"')
		size += rest->data[size] == '\\' ? 2 : 1;
	*text = ha_slice_from(ha_slice_head(*rest, size), 1);
	if (size >= rest->size) {
		*rest = ha_slice_from(*rest, rest->size);
		return false;
	}
	*rest = ha_slice_from(*rest, size + 1);
	scan_skip(rest, ' ');
	return true;
}

/* Whether TEXT, as it was before its escapes, was cut when it was logged. */
static bool
is_cut(struct ha_slice text)
{
	return ha_slice_ends(text, ha_slice_of("...")) &&
	       text.size >= HA_EXCERPT_MAX; /* it may be so much and "..." */
}

/* Takes `FILE:LINE "TEXT"`, or `none`. */
static void
take_rule(struct ha_slice *rest, struct decision *decision)
{
	struct ha_slice word = scan_word(rest), file, text;
	struct ha_slice number = word;

	decision->is_rule_told = ha_slice_is(word, "none");
	if (!scan_last(&number, ":", &file) ||
	    !ha_slice_number(number, 10, 4000000000UL, &decision->line) ||
	    !scan_shape(*rest, "\"")) {
		decision->line = 0;
		return;
	}
	decision->is_rule_told = true;
	decision->file =
	    escape_undo(file, decision->file_text, sizeof(decision->file_text));
	decision->is_cut = !take_quoted(rest, &text);
	decision->text =
	    escape_undo(text, decision->rule_text, sizeof(decision->rule_text));
	if (is_cut(decision->text)) {
		decision->text.size -= 3;
		decision->is_cut = true;
	}
}

/* Takes `NAME=VALUE`, of a word, if that is next. */
static bool
take_word(struct ha_slice *rest, const char *name, struct ha_slice *value)
{
	if (!scan_take(rest, name))
		return false;
	*value = scan_word(rest);
	return true;
}

#define LEFT_OUT_MAX 1000000000

/* Reads `service=NAME user=NAME` and the fields behind, each in its place. */
static void
read_fields(struct ha_slice rest, struct decision *decision)
{
	struct ha_slice value;

	take_word(&rest, "service=", &value);
	take_word(&rest, "user=", &value);
	if (scan_take(&rest, "rule="))
		take_rule(&rest, decision);
	take_word(&rest, "reason=", &decision->reason);
	if (take_word(&rest, "lookup=", &value))
		decision->lookup =
		    ha_slice_head(value, ha_slice_find(value, ':'));
	if (scan_take(&rest, "failed=") && scan_shape(rest, "\""))
		take_quoted(&rest, &value);
	take_word(&rest, "not-carried-out=", &value);
	if (take_word(&rest, "left_out=", &value))
		ha_slice_number(value, 10, LEFT_OUT_MAX, &decision->left_out);
	if (take_word(&rest, "others_left_out=", &value))
		ha_slice_number(value, 10, LEFT_OUT_MAX,
				&decision->others_left_out);
}

/* Takes `HOST (ADDRESS): `, in which no blank is the client's. */
static void
take_client(struct ha_slice *rest)
{
	scan_word(rest);
	scan_word(rest);
}

/* Reads `FAULT; refused: FIELDS`; in FIELDS there is no blank of others. */
static void
read_fault(struct ha_slice rest, struct decision *decision)
{
	struct ha_slice trial, refused = {NULL, 0};

	take_client(&rest);
	decision->is_fault = true;
	trial = rest;
	scan_last(&rest, "; refused: ", &refused);
	decision->words = refused;
	decision->is_trial =
	    scan_last(&trial, "; would refuse: ", &decision->words) &&
	    decision->words.size > refused.size;
	if (!decision->is_trial)
		decision->words = refused;
}

/*
 * Whether TEXT is of a client of which the module knew no address: its word
 * stands where that would, behind one that holds no blank.
 */
static bool
is_of_unknown(struct ha_slice text)
{
	if (!scan_take(&text, "refused connect from ") &&
	    !scan_take(&text, "would refuse connect from ") &&
	    !scan_take(&text, "cannot decide on connect from "))
		return false;
	scan_word(&text);
	return scan_take(&text, "(unknown): ");
}

static void
read_text(struct ha_slice text, struct decision *decision)
{
	if (scan_take(&text, "cannot decide on connect from ")) {
		read_fault(text, decision);
		return;
	}
	if (decision->kind == EVENT_PENALTY) {
		decision->words =
		    ha_slice_from(text, scan_find(text, " penalty: ", 0) + 10);
		return;
	}
	if (decision->kind == EVENT_DETAILS) {
		for (int i = 0; i < 3; i++) /* `NAME: details: address=` */
			scan_word(&text);
	} else {
		decision->is_trial = scan_take(&text, "would refuse ");
		if (!decision->is_trial)
			scan_take(&text, "refused ");
		scan_take(&text, "connect from ");
		take_client(&text);
	}
	read_fields(text, decision);
}

void
decision_read(const struct log_line *line, struct decision *decision)
{
	struct ha_slice text = line->message;

	decision->is_trial = decision->is_fault = decision->is_cut =
	    decision->is_rule_told = false;
	decision->file = decision->text = decision->reason = decision->lookup =
	    decision->words = (struct ha_slice){NULL, 0};
	decision->line = decision->left_out = decision->others_left_out = 0;
	decision->kind = message_read(line, &decision->event);
	scan_skip(&text, ' ');
	message_unwrap(&text);
	if (decision->kind == EVENT_UNCLEAR && is_of_unknown(text)) {
		decision->kind = EVENT_REFUSAL;
		decision->event.host = ha_slice_of("unknown");
	}
	switch (decision->kind) {
	case EVENT_REFUSAL:
	case EVENT_DETAILS:
	case EVENT_PENALTY:
	case EVENT_ALLOWED:
		read_text(text, decision);
		break;
	case EVENT_OTHER:
	case EVENT_LOGIN:
	case EVENT_BARE:
	case EVENT_UNCLEAR:
	case EVENT_UNREAD:
		break;
	}
}
