/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/finding/finding.h"

#include "common/decide/report.h"
#include "hostsaccess/tool/json.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct finding {
	enum ha_severity severity;
	const char *name, *message;
	struct ha_place place; /* with a file name of its own */
	char *file;
	char *text; /* with TEXT_SIZE bytes */
	size_t text_size;
	char *hint; /* or NULL */
	int error;
	size_t order; /* in which it was added */
};

static const struct {
	enum ha_severity severity;
	const char *name, *message;
} table[] = {
#define FINDING_ROW(id, severity, name, message) \
	[FINDING_##id] = {HA_##severity, name, message},
    FINDINGS(FINDING_ROW)
#undef FINDING_ROW
};

const char *
finding_name(enum finding_id id)
{
	return table[id].name;
}

enum ha_severity
finding_severity(enum finding_id id)
{
	return table[id].severity;
}

void
findings_begin(struct findings *findings, FILE *stream, bool json)
{
	bool terminal = isatty(fileno(stream));

	*findings = (struct findings){.stream = stream,
				      .json = json,
				      .marks = terminal && !json,
				      .colour = output_has_colour(stream)};
}

/* Makes room for one more, and returns it. */
static struct finding *
hold(struct findings *findings)
{
	struct finding *finding;

	findings->held =
	    memory_grow(findings->held, findings->held_count, sizeof(*finding));
	finding = &findings->held[findings->held_count];
	*finding = (struct finding){.order = findings->held_count++};
	return finding;
}

/* Longer texts are not shown whole anyway. */
#define TEXT_MAX 4096

static void __attribute__((format(printf, 4, 0)))
add(struct findings *findings, const struct finding *parts,
    struct ha_slice text, const char *hint, va_list arguments)
{
	struct finding *finding;
	size_t order;

	/* what is held is of one file, so that it can be put in order */
	if (findings->held_count > 0 &&
	    strcmp(findings->held[0].file, parts->place.file) != 0)
		findings_next_line(findings, findings->line);
	finding = hold(findings);
	order = finding->order;

	*finding = *parts;
	finding->order = order;
	finding->file = memory_copy(ha_slice_of(parts->place.file));
	finding->place.file = finding->file;
	text = ha_slice_head(text, TEXT_MAX);
	finding->text_size = text.size;
	finding->text = memory_copy(text);
	if (hint && vasprintf(&finding->hint, hint, arguments) < 0)
		memory_out();
}

void
findings_add(struct findings *findings, enum finding_id id,
	     struct ha_place place, struct ha_slice text, const char *hint, ...)
{
	bool lacks =
	    id == FINDING_COMMAND_MISSING || id == FINDING_NETGROUP_MISSING;
	const struct finding parts = {.severity = lacks && findings->elsewhere
						      ? HA_NOTE
						      : table[id].severity,
				      .name = table[id].name,
				      .message = table[id].message,
				      .place = place};
	va_list arguments;

	va_start(arguments, hint);
	add(findings, &parts, text, hint, arguments);
	va_end(arguments);
}

/* Without strict, what does no harm to decisions is no error. */
static enum ha_severity
severity_of(const struct findings *findings, enum ha_diagnostic_id id)
{
	if (!findings->strict &&
	    (id == HA_D_LIST_MISSING || id == HA_D_NET_MASK_TRAILER))
		return HA_WARNING;
	return ha_diagnostic_severity(id);
}

void
findings_add_diagnostic(struct findings *findings,
			const struct ha_diagnostic *diagnostic,
			const char *hint, ...)
{
	enum ha_diagnostic_id id = diagnostic->id;
	const struct finding parts = {
	    .severity = severity_of(findings, id),
	    .name = ha_diagnostic_name(id),
	    .message = ha_diagnostic_message(id),
	    .place = diagnostic->place,
	    .error = diagnostic->error,
	};
	va_list arguments;

	va_start(arguments, hint);
	add(findings, &parts, diagnostic->text, hint, arguments);
	va_end(arguments);
}

static const char *
severity_name(enum ha_severity severity)
{
	switch (severity) {
	case HA_NOTE:
		return "note";
	case HA_WARNING:
		return "warning";
	case HA_ERROR:
	case HA_FATAL:
		break;
	}
	return "error";
}

static const char *
severity_colour(enum ha_severity severity)
{
	switch (severity) {
	case HA_NOTE:
		return "\033[1;36m";
	case HA_WARNING:
		return "\033[1;35m";
	case HA_ERROR:
	case HA_FATAL:
		break;
	}
	return "\033[1;31m";
}

static struct ha_slice
text_of(const struct finding *finding)
{
	return (struct ha_slice){finding->text, finding->text_size};
}

static void
show_json(const struct findings *findings, const struct finding *finding)
{
	struct json json = {.stream = findings->stream};

	json_object(&json, NULL);
	json_string(&json, "file", finding->place.file);
	json_number(&json, "line", finding->place.line);
	json_number(&json, "column", finding->place.column);
	json_string(&json, "severity", severity_name(finding->severity));
	json_string(&json, "name", finding->name);
	json_text(&json, "text", text_of(finding));
	json_string(&json, "message", finding->message);
	if (finding->error)
		json_string(&json, "cause", strerror(finding->error));
	if (finding->hint)
		json_string(&json, "hint", finding->hint);
	json_object_end(&json);
	json_end(&json);
}

/* A physical line of the held line, and what stands behind it. */
struct physical_line {
	struct ha_slice text, rest;
	unsigned long number; /* 0: before the first */
};

/* Goes on to the line that FINDING stands in; findings come in order. */
static struct ha_slice
go_to_line(const struct findings *findings, const struct finding *finding,
	   struct physical_line *at)
{
	const struct ha_line *line = findings->line;
	unsigned long number = finding->place.line;

	if (!line || finding->place.column == 0 ||
	    strcmp(line->place.file, finding->place.file) != 0 ||
	    number < line->place.line)
		return ha_slice_of("");
	if (at->number == 0)
		*at = (struct physical_line){.rest = line->raw,
					     .number = line->place.line - 1};
	for (; at->number < number; at->number++) {
		at->text =
		    ha_slice_head(at->rest, ha_slice_find(at->rest, '\n'));
		at->rest = ha_slice_from(at->rest, at->text.size + 1);
	}
	return at->text;
}

/* Shows the line of FINDING, and a mark below it. */
static void
mark(const struct findings *findings, const struct finding *finding,
     struct physical_line *at)
{
	struct ha_slice line = go_to_line(findings, finding, at);

	if (finding->place.column > 0 && finding->place.column <= line.size)
		output_marked(findings->stream, line, finding->place.column,
			      finding->text_size, findings->colour);
}

/* Whatever a hint holds, nothing of it reaches a terminal raw. */
static void
show(const struct findings *findings, const struct finding *finding)
{
	FILE *stream = findings->stream;
	char quoted[HA_REPORT_MAX];

	output_escaped(stream, ha_slice_of(finding->place.file));
	if (finding->place.line > 0)
		fprintf(stream, ":%lu", finding->place.line);
	if (finding->place.column > 0)
		fprintf(stream, ":%lu", finding->place.column);
	fprintf(stream, ": %s%s:%s ",
		findings->colour ? severity_colour(finding->severity) : "",
		severity_name(finding->severity),
		findings->colour ? "\033[0m" : "");
	if (finding->text_size > 0) {
		ha_quote(text_of(finding), quoted, sizeof(quoted));
		fprintf(stream, "%s: ", quoted);
	}
	fputs(finding->message, stream);
	if (finding->error)
		fprintf(stream, ": %s", strerror(finding->error));
	if (finding->hint) {
		fputs("; ", stream);
		output_plain(stream, finding->hint);
	}
	fprintf(stream, " [%s]\n", finding->name);
}

static int
compare_places(const void *a, const void *b)
{
	const struct finding *one = a, *other = b;

	if (one->place.line != other->place.line)
		return one->place.line < other->place.line ? -1 : 1;
	if (one->place.column != other->place.column)
		return one->place.column < other->place.column ? -1 : 1;
	return one->order < other->order ? -1 : one->order > other->order;
}

void
findings_next_line(struct findings *findings, const struct ha_line *line)
{
	struct physical_line at = {.number = 0};

	if (findings->held_count > 1)
		qsort(findings->held, findings->held_count,
		      sizeof(*findings->held), compare_places);
	for (size_t i = 0; i < findings->held_count; i++) {
		struct finding *finding = &findings->held[i];

		findings->counts[finding->severity]++;
		if (findings->json)
			show_json(findings, finding);
		else
			show(findings, finding);
		if (findings->marks)
			mark(findings, finding, &at);
		free(finding->file);
		free(finding->text);
		free(finding->hint);
	}
	findings->held_count = 0;
	findings->line = line;
}

void
findings_end(struct findings *findings)
{
	findings_next_line(findings, NULL);
	free(findings->held);
	findings->held = NULL;
}

int
findings_status(const struct findings *findings)
{
	if (findings->counts[HA_ERROR] || findings->counts[HA_FATAL])
		return 2;
	return findings->counts[HA_WARNING] ? 1 : 0;
}
