/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/decide/report.h"

#include "common/option/option_context.h"

#include <errno.h>

void
ha_quote(struct ha_slice s, char *buffer, size_t size)
{
	struct ha_text text = {buffer, size, 0};

	ha_text_quoted(&text, s, HA_FOR_PEOPLE);
}

void
ha_report_quote(struct ha_slice s, char *buffer, size_t size)
{
	struct ha_text text = {buffer, size, 0};

	ha_text_quoted(&text, s, HA_IN_QUOTES);
}

static void
add_excerpt(struct ha_text *text, const struct ha_excerpt *excerpt,
	    enum ha_text_place place)
{
	const struct ha_slice s = {excerpt->bytes, excerpt->size};

	ha_text_escaped(text, s, place);
	if (excerpt->cut)
		ha_text_add(text, "...");
}

/*
 * The address, unless it is only one of several that it may be, or that of a
 * name which anybody may claim: who reads the log may act on it.
 */
static struct ha_slice
known_address(const struct ha_endpoint *client)
{
	if (client->address_fact.state == HA_FACT_KNOWN &&
	    client->candidate_count <= 1 &&
	    ha_endpoint_standing(client) == HA_STANDING_GOOD)
		return client->address_fact.text;
	return ha_slice_of("");
}

/* The name if it is believed or all there is, else the address. */
static struct ha_slice
name_or_address(const struct ha_endpoint *client)
{
	if (client->name_fact.state == HA_FACT_KNOWN)
		return client->name_fact.text;
	if (known_address(client).size > 0)
		return known_address(client);
	if (client->name_claimed && client->name_text[0] != '\0')
		return ha_slice_of(client->name_text);
	return ha_slice_of("unknown");
}

static void
add_client(struct ha_text *text, const struct ha_endpoint *client)
{
	struct ha_slice address = known_address(client);

	if (address.size == 0)
		address = ha_slice_of("unknown");
	ha_text_field(text, "connect from ", name_or_address(client));
	ha_text_field(text, " (", address);
	ha_text_add(text, ")");
}

static void
add_position(struct ha_text *text, unsigned long line, unsigned long column)
{
	if (line > 0)
		ha_text_add(text, ":%lu", line);
	if (column > 0)
		ha_text_add(text, ":%lu", column);
	ha_text_add(text, ": ");
}

static void
add_message(struct ha_text *text, enum ha_diagnostic_id id, int error)
{
	ha_text_add(text, "%s", ha_diagnostic_message(id));
	errno = error;
	if (error)
		ha_text_add(text, ": %m");
}

/* What made a decision impossible. */
static void
add_fault(struct ha_text *text, const struct ha_verdict *verdict)
{
	const struct ha_fault *fault = &verdict->fault;

	if (verdict->reason != HA_REASON_FILE) {
		ha_text_add(text, verdict->reason == HA_REASON_MEMORY
				      ? "out of memory"
				      : "unusable arguments");
		return;
	}
	add_excerpt(text, &fault->file, HA_IN_WORD);
	add_position(text, fault->line, fault->column);
	if (fault->text.size > 0) {
		ha_text_add(text, "\"");
		add_excerpt(text, &fault->text, HA_IN_QUOTES);
		ha_text_add(text, "\": ");
	}
	add_message(text, fault->id, fault->error);
}

static void
add_rule(struct ha_text *text, const struct ha_verdict *verdict)
{
	if (verdict->place.line == 0) {
		ha_text_add(text, " rule=none");
		return;
	}
	ha_text_field(text, " rule=", ha_slice_of(verdict->place.file));
	ha_text_add(text, ":%lu \"", verdict->place.line);
	add_excerpt(text, &verdict->rule, HA_IN_QUOTES);
	ha_text_add(text, "\"");
}

/* Why, if it is not just that the rule matched. */
static void
add_reason(struct ha_text *text, const struct ha_verdict *verdict)
{
	if (verdict->reason != HA_REASON_NONE &&
	    verdict->reason != HA_REASON_RULE &&
	    verdict->reason != HA_REASON_DEFAULT &&
	    !ha_verdict_is_fault(verdict))
		ha_text_add(text, " reason=%s",
			    ha_reason_name(verdict->reason));
}

/*
 * What is wrong with the name, as far as that was looked at; and with what was
 * said in the place of an address or a name, in any case.
 */
static enum ha_name_fault
name_fault(const struct ha_endpoint *client)
{
	return ha_endpoint_standing(client) == HA_STANDING_UNREADABLE
		   ? HA_NAME_UNSOUND
		   : client->name_fault;
}

/* What a look-up found out about the name, if not that it is good. */
static void
add_lookup(struct ha_text *text, const struct ha_endpoint *client)
{
	static const char *const faults[] = {
	    [HA_NAME_NO_FAULT] = NULL,
	    [HA_NAME_NONE] = "no-name",
	    [HA_NAME_UNSOUND] = "bad-name",
	    [HA_NAME_NO_ADDRESS] = "no-address",
	    [HA_NAME_MISMATCH] = "address-mismatch",
	    [HA_NAME_REVERSE_FAILED] = "reverse-failed",
	    [HA_NAME_FORWARD_FAILED] = "forward-failed",
	};
	const char *fault = faults[name_fault(client)];

	if (!fault)
		return;
	ha_text_add(text, " lookup=%s", fault);
	if (client->name_claimed && client->unsound.size > 0)
		ha_text_field(text, ":", client->unsound);
	else if (client->name_text[0] != '\0')
		ha_text_field(text, ":", ha_slice_of(client->name_text));
}

/* What a condition could not find out, where that may be why. */
static void
add_trouble(struct ha_text *text, const struct ha_report *report)
{
	const char *trouble = ha_request_trouble(report->request);

	if (report->verdict->decision == HA_ALLOW || trouble[0] == '\0')
		return;
	ha_text_add(text, " failed=");
	ha_text_quoted(text, ha_slice_of(trouble), HA_IN_QUOTES);
}

/* The names of the OPTIONS (enum ha_option), separated by commas. */
static void
add_options(struct ha_text *text, unsigned options)
{
	const char *comma = "";

	for (unsigned option = 1; option < HA_OPTION_END; option <<= 1) {
		if (!(options & option))
			continue;
		ha_text_add(text, "%s%s", comma, ha_option_name(option));
		comma = ",";
	}
}

void
ha_report_left_alone(const struct ha_verdict *verdict, const char *place,
		     char *buffer, size_t size)
{
	struct ha_text text = {buffer, size, 0};

	ha_text_field(&text, "", ha_slice_of(verdict->place.file));
	add_position(&text, verdict->place.line, 0);
	ha_text_add(&text, "without effect %s: ", place);
	add_options(&text, verdict->left_alone);
}

bool
ha_report_refuses(const struct ha_report *report)
{
	return report->verdict->decision != HA_ALLOW && !report->trial &&
	       !ha_verdict_is_fault(report->verdict);
}

/* Whom it is about, besides the client. */
static void
add_service(struct ha_text *text, const struct ha_report *report)
{
	ha_text_field(text, "service=", report->service);
	if (!report->userless)
		ha_text_field(text, " user=", report->request->local_user.text);
}

/* The fields of a decision that is no fault. */
static void
add_fields(struct ha_text *text, const struct ha_report *report)
{
	const struct ha_verdict *verdict = report->verdict;

	add_service(text, report);
	add_rule(text, verdict);
	add_reason(text, verdict);
	add_lookup(text, &report->request->client);
	add_trouble(text, report);
	if (verdict->skipped) {
		ha_text_add(text, " not-carried-out=");
		add_options(text, verdict->skipped);
	}
}

void
ha_report_decision(const struct ha_report *report, char *buffer, size_t size)
{
	const struct ha_verdict *verdict = report->verdict;
	struct ha_text text = {buffer, size, 0};

	if (ha_verdict_is_fault(verdict))
		ha_text_add(&text, "cannot decide on ");
	else if (verdict->decision != HA_ALLOW)
		ha_text_add(&text,
			    report->trial ? "would refuse " : "refused ");
	add_client(&text, &report->request->client);
	ha_text_add(&text, ": ");
	if (!ha_verdict_is_fault(verdict)) {
		add_fields(&text, report);
		return;
	}
	add_fault(&text, verdict);
	ha_text_add(&text, report->trial ? "; would refuse: " : "; refused: ");
	add_service(&text, report);
}

void
ha_report_refusal(const struct ha_report *report, char *buffer, size_t size)
{
	struct ha_text text = {buffer, size, 0};

	ha_text_add(&text, "refused ");
	add_client(&text, &report->request->client);
}

void
ha_report_details(const struct ha_report *report, char *buffer, size_t size)
{
	struct ha_slice address = known_address(&report->request->client);
	struct ha_text text = {buffer, size, 0};

	if (address.size == 0)
		address = ha_slice_of("unknown");
	ha_text_add(&text, "%s",
		    report->userless ? report->userless : "pam_hostsaccess");
	ha_text_field(&text, ": details: address=", address);
	ha_text_add(&text, " ");
	add_fields(&text, report);
}

void
ha_report_diagnostic(const struct ha_diagnostic *diagnostic,
		     enum ha_text_place place, char *buffer, size_t size)
{
	struct ha_text text = {buffer, size, 0};

	ha_text_part(&text, ha_slice_of(diagnostic->place.file),
		     place == HA_FOR_PEOPLE ? place : HA_IN_WORD);
	add_position(&text, diagnostic->place.line, diagnostic->place.column);
	if (diagnostic->text.size > 0) {
		ha_text_quoted(&text, diagnostic->text, place);
		ha_text_add(&text, ": ");
	}
	add_message(&text, diagnostic->id, diagnostic->error);
}

void
ha_report_sentence(const struct ha_request *request, char *buffer, size_t size)
{
	struct ha_slice address = known_address(&request->client);
	struct ha_text text = {buffer, size, 0};

	ha_text_add(&text, "Access");
	if (address.size > 0)
		ha_text_field(&text, " from ", address);
	ha_text_add(&text, " is refused by this system's host access rules.");
}
