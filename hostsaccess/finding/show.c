/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/finding/show.h"

#include "hostsaccess/tool/json.h"
#include "hostsaccess/tool/output.h"

#include <string.h>

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

/* How much of a text is shown: on a narrow terminal, a line of it. */
static size_t
text_max(const struct findings *findings)
{
	unsigned columns = output_columns(findings->stream);

	if (!findings->marks || columns >= 80)
		return 255;
	return columns > 24 ? columns - 4 : 20;
}

/* Whatever a hint holds, nothing of it reaches a terminal raw. */
static void
show_text(const struct findings *findings, const struct finding *finding,
	  const char *more)
{
	FILE *stream = findings->stream;

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
		output_quoted(stream, text_of(finding), text_max(findings),
			      findings->utf8);
		fputs(": ", stream);
	}
	fputs(finding->message, stream);
	if (finding->error)
		fprintf(stream, ": %s", strerror(finding->error));
	if (finding->hint) {
		fputs("; ", stream);
		output_plain(stream, finding->hint);
	}
	if (more)
		fprintf(stream, "; %s", more);
	fprintf(stream, " [%s]\n", finding->name);
}

void
finding_show(const struct findings *findings, const struct finding *finding,
	     const char *more)
{
	if (findings->json) {
		show_json(findings, finding);
		return;
	}
	show_text(findings, finding, more);
	if (finding->excerpt)
		output_marked(
		    findings->stream,
		    (struct ha_slice){finding->excerpt, finding->excerpt_size},
		    finding->excerpt_column, finding->text_size,
		    findings->colour);
}
