/* SPDX-License-Identifier: BSD-3-Clause */
#include "report.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A terminated text that grows in a buffer and is cut at its end. */
struct text {
	char *buffer;
	size_t size, used;
};

static void __attribute__((format(printf, 2, 3)))
add(struct text *text, const char *format, ...)
{
	size_t room = text->size - text->used;
	va_list arguments;
	int size;

	va_start(arguments, format);
	size = vsnprintf(text->buffer + text->used, room, format, arguments);
	va_end(arguments);
	if (size > 0)
		text->used += (size_t)size < room ? (size_t)size : room - 1;
}

/* Adds S, from outside, escaped; a QUOTED text may hold blanks. */
static void
add_escaped(struct text *text, struct ha_slice s, bool quoted)
{
	for (size_t i = 0; i < s.size; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (c == '"' || c == '\\')
			add(text, "\\%c", c);
		else if ((c > ' ' && c < 0x7f) || (c == ' ' && quoted))
			add(text, "%c", c);
		else
			add(text, "\\x%02x", c);
	}
}

/* The longest part of a line that somebody outside may fill. */
#define FIELD_MAX 255

static void
add_field(struct text *text, const char *name, struct ha_slice value)
{
	add(text, "%s", name);
	add_escaped(text, ha_slice_head(value, FIELD_MAX), false);
	if (value.size > FIELD_MAX)
		add(text, "...");
}

/* Likewise, in quotes. */
static void
add_quoted(struct text *text, struct ha_slice value)
{
	add(text, "\"");
	add_escaped(text, ha_slice_head(value, FIELD_MAX), true);
	add(text, value.size > FIELD_MAX ? "...\"" : "\"");
}

void
ha_quote(struct ha_slice s, char *buffer, size_t size)
{
	struct text text = {buffer, size, 0};

	add_quoted(&text, s);
}

static void
add_excerpt(struct text *text, const struct ha_excerpt *excerpt, bool quoted)
{
	const struct ha_slice s = {excerpt->bytes, excerpt->size};

	add_escaped(text, s, quoted);
	if (excerpt->cut)
		add(text, "...");
}

/* The address, unless it is only one of several that it may be. */
static struct ha_slice
known_address(const struct ha_endpoint *client)
{
	if (client->address_fact.state == HA_FACT_KNOWN &&
	    client->candidate_count <= 1)
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
add_client(struct text *text, const struct ha_endpoint *client)
{
	struct ha_slice address = known_address(client);

	if (address.size == 0)
		address = ha_slice_of("unknown");
	add_field(text, "connect from ", name_or_address(client));
	add_field(text, " (", address);
	add(text, "): ");
}

static void
add_position(struct text *text, unsigned long line, unsigned long column)
{
	if (line > 0)
		add(text, ":%lu", line);
	if (column > 0)
		add(text, ":%lu", column);
	add(text, ": ");
}

static void
add_message(struct text *text, enum ha_diagnostic_id id, int error)
{
	add(text, "%s", ha_diagnostic_message(id));
	errno = error;
	if (error)
		add(text, ": %m");
}

/* What made a decision impossible. */
static void
add_fault(struct text *text, const struct ha_verdict *verdict)
{
	const struct ha_fault *fault = &verdict->fault;

	if (verdict->reason != HA_REASON_FILE) {
		add(text, verdict->reason == HA_REASON_MEMORY
			      ? "out of memory"
			      : "unusable arguments");
		return;
	}
	add_excerpt(text, &fault->file, false);
	add_position(text, fault->line, fault->column);
	if (fault->text.size > 0) {
		add(text, "\"");
		add_excerpt(text, &fault->text, true);
		add(text, "\": ");
	}
	add_message(text, fault->id, fault->error);
}

static void
add_rule(struct text *text, const struct ha_verdict *verdict)
{
	if (verdict->place.line == 0) {
		add(text, " rule=none");
		return;
	}
	add_field(text, " rule=", ha_slice_of(verdict->place.file));
	add(text, ":%lu \"", verdict->place.line);
	add_excerpt(text, &verdict->rule, true);
	add(text, "\"");
}

/* Why, if it is not just that the rule matched. */
static void
add_reason(struct text *text, enum ha_reason reason)
{
	switch (reason) {
	case HA_REASON_NONE:
	case HA_REASON_RULE:
	case HA_REASON_DEFAULT:
	case HA_REASON_FILE:
	case HA_REASON_MEMORY:
	case HA_REASON_CALLER:
		break;
	case HA_REASON_OPTION:
		add(text, " reason=option-error");
		break;
	case HA_REASON_TWIST:
		add(text, " reason=twist");
		break;
	case HA_REASON_LOOKUP:
		add(text, " reason=lookup-failed");
		break;
	case HA_REASON_UNCONFIRMED:
		add(text, " reason=unconfirmed");
		break;
	case HA_REASON_HOST_BITS:
		add(text, " reason=host-bits");
		break;
	case HA_REASON_COMMAND:
		add(text, " reason=command-failed");
		break;
	case HA_REASON_NO_HOST:
		add(text, " reason=no-remote-host");
		break;
	}
}

/* What a look-up found out about the name, if not that it is good. */
static void
add_lookup(struct text *text, const struct ha_endpoint *client)
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
	const char *fault = faults[client->name_fault];

	if (!fault)
		return;
	add(text, " lookup=%s", fault);
	if (client->name_text[0] != '\0')
		add_field(text, ":", ha_slice_of(client->name_text));
}

/* The names of the OPTIONS (enum ha_option), separated by commas. */
static void
add_options(struct text *text, unsigned options)
{
	static const char *const names[] = {
	    "aclexec",   "banners", "setenv", "spawn",  "twist", "group",
	    "keepalive", "linger",  "nice",   "rfc931", "umask", "user"};
	const char *comma = "";

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!(options & (1U << i)))
			continue;
		add(text, "%s%s", comma, names[i]);
		comma = ",";
	}
}

void
ha_report_idle(const struct ha_verdict *verdict, char *buffer, size_t size)
{
	struct text text = {buffer, size, 0};

	add_field(&text, "", ha_slice_of(verdict->place.file));
	add_position(&text, verdict->place.line, 0);
	add(&text, "without effect under PAM: ");
	add_options(&text, verdict->idle);
}

void
ha_report_decision(const struct ha_report *report, char *buffer, size_t size)
{
	const struct ha_verdict *verdict = report->verdict;
	bool refuses = verdict->decision != HA_ALLOW;
	bool faulty = verdict->reason == HA_REASON_FILE ||
		      verdict->reason == HA_REASON_MEMORY ||
		      verdict->reason == HA_REASON_CALLER;
	struct text text = {buffer, size, 0};

	if (faulty)
		add(&text, "cannot decide on ");
	else if (refuses)
		add(&text, report->trial ? "would refuse " : "refused ");
	add_client(&text, &report->request->client);
	if (faulty) {
		add_fault(&text, verdict);
		add(&text, report->trial ? "; would refuse: " : "; refused: ");
	}
	add_field(&text, "service=", report->service);
	add_field(&text, " user=", report->user);
	if (faulty)
		return;
	add_rule(&text, verdict);
	add_reason(&text, verdict->reason);
	add_lookup(&text, &report->request->client);
	if (verdict->skipped) {
		add(&text, " not-carried-out=");
		add_options(&text, verdict->skipped);
	}
}

void
ha_report_diagnostic(const struct ha_diagnostic *diagnostic, char *buffer,
		     size_t size)
{
	struct text text = {buffer, size, 0};

	add_field(&text, "", ha_slice_of(diagnostic->place.file));
	add_position(&text, diagnostic->place.line, diagnostic->place.column);
	if (diagnostic->text.size > 0) {
		add_quoted(&text, diagnostic->text);
		add(&text, ": ");
	}
	add_message(&text, diagnostic->id, diagnostic->error);
}

void
ha_report_sentence(const struct ha_request *request, char *buffer, size_t size)
{
	struct ha_slice address = known_address(&request->client);
	struct text text = {buffer, size, 0};

	add(&text, "Access");
	if (address.size > 0)
		add_field(&text, " from ", address);
	add(&text, " is refused by this system's host access rules.");
}
