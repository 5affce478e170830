/* SPDX-License-Identifier: BSD-3-Clause */
/* Findings, from when they are added until they are shown. */
#include "hostsaccess/finding/filter.h"
#include "hostsaccess/finding/finding.h"
#include "hostsaccess/finding/finding_data.h"
#include "hostsaccess/finding/group.h"
#include "hostsaccess/finding/known.h"
#include "hostsaccess/finding/show.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for one more, and returns it. */
static struct finding *
hold(struct findings *findings)
{
	struct finding *finding;

	findings->held =
	    memory_grow(findings->held, findings->held_count, sizeof(*finding));
	finding = &findings->held[findings->held_count];
	*finding = (struct finding){.order = findings->added++};
	findings->held_count++;
	return finding;
}

/* Longer texts are not shown whole anyway. */
#define TEXT_MAX 4096

/* The line that a finding at PLACE is of, as it is in the file, or "". */
static struct ha_slice
line_of(const struct findings *findings, struct ha_place place)
{
	const struct ha_line *line = findings->line;

	if (!line || place.line < line->place.line ||
	    strcmp(line->place.file, place.file) != 0)
		return ha_slice_of("");
	return line->raw;
}

/* Whether it was known before that TEXT is so. */
static bool
is_known(const struct findings *findings, const struct finding *parts,
	 struct ha_slice text)
{
	return findings->known &&
	       known_has(findings->known, parts->place.file, parts->name, text,
			 line_of(findings, parts->place));
}

/* Returns whether it is not left out. */
static bool __attribute__((format(printf, 4, 0)))
add(struct findings *findings, const struct finding *parts,
    struct ha_slice text, const char *hint, va_list arguments)
{
	struct finding *finding;
	size_t order;

	text = utf8_head(text, TEXT_MAX);
	if (filter_ignores(findings, parts->name) ||
	    pass_told(&findings->passes, parts->name, parts->place, text) ||
	    is_known(findings, parts, text))
		return false;
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
	finding->text_size = text.size;
	finding->text = memory_copy(text);
	if (hint && vasprintf(&finding->hint, hint, arguments) < 0)
		memory_out();
	return true;
}

/* Notes where the first line is that tcp_wrappers decides otherwise by. */
static void
note_differing(struct findings *findings, const struct finding *parts)
{
	if (findings->differing_file || parts->severity < HA_WARNING)
		return;
	findings->differing_file = memory_copy(ha_slice_of(parts->place.file));
	findings->differing_line = parts->place.line;
}

void
findings_add(struct findings *findings, enum finding_id id,
	     struct ha_place place, struct ha_slice text, const char *hint, ...)
{
	bool lacks =
	    id == FINDING_COMMAND_MISSING || id == FINDING_NETGROUP_MISSING ||
	    id == FINDING_CONDITION_ACCOUNT ||
	    id == FINDING_CONDITION_FORWARD || id == FINDING_CONDITION_SOURCE ||
	    id == FINDING_DNSBL_EMPTY || id == FINDING_DNSBL_ALL;
	const struct finding parts = {.severity = lacks && findings->elsewhere
						      ? HA_NOTE
						      : finding_severity(id),
				      .name = finding_name(id),
				      .message = finding_message(id),
				      .place = place};
	va_list arguments;

	if (filter_is_of_libwrap(id)) {
		note_differing(findings, &parts);
		if (findings->no_libwrap)
			return;
	}
	va_start(arguments, hint);
	if (add(findings, &parts, text, hint, arguments))
		findings->lockouts +=
		    id == FINDING_LOCK_OUT || id == FINDING_LOCK_OUT_LOGIN;
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
	bool unread = id == HA_D_FILE_UNREADABLE || id == HA_D_FILE_UNSTABLE;
	va_list arguments;

	/* that a file could not be read then does not make it known */
	if (unread && findings->known && findings->known->learns)
		return;
	va_start(arguments, hint);
	add(findings, &parts, diagnostic->text, hint, arguments);
	va_end(arguments);
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

/* How much of a line is kept to be shown, on both sides of the finding. */
#define EXCERPT_SIDE 512

/* Keeps what of its line is shown below FINDING. */
static void
keep_excerpt(const struct findings *findings, struct finding *finding,
	     struct physical_line *at)
{
	struct ha_slice line = go_to_line(findings, finding, at);
	size_t column = finding->place.column, start = 0;

	if (column == 0 || column > line.size)
		return;
	if (column > EXCERPT_SIDE)
		start = column - EXCERPT_SIDE;
	line = ha_slice_head(ha_slice_from(line, start), 2 * EXCERPT_SIDE);
	finding->excerpt = memory_copy(line);
	finding->excerpt_size = line.size;
	finding->excerpt_column = column - start;
}

void
finding_free(struct finding *finding)
{
	free(finding->file);
	free(finding->text);
	free(finding->hint);
	free(finding->excerpt);
}

int
finding_compare(const void *a, const void *b)
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
		      sizeof(*findings->held), finding_compare);
	for (size_t i = 0; i < findings->held_count; i++) {
		struct finding *finding = &findings->held[i];

		findings->counts[finding->severity]++;
		if (findings->quiet) {
			finding_free(finding);
			continue;
		}
		if (findings->marks)
			keep_excerpt(findings, finding, &at);
		if (findings->group) {
			groups_add(findings, finding);
			continue;
		}
		finding_show(findings, finding, NULL);
		finding_free(finding);
	}
	findings->held_count = 0;
	findings->line = line;
}

void
findings_next_file(struct findings *findings)
{
	findings_next_line(findings, NULL);
	groups_show(findings);
}

void
findings_next_pass(struct findings *findings)
{
	findings_next_file(findings);
	findings->passes.number++;
}

void
findings_end(struct findings *findings)
{
	findings_next_file(findings);
	free(findings->held);
	findings->held = NULL;
	table_free(&findings->passes.told);
	free(findings->differing_file);
	findings->differing_file = NULL;
}
