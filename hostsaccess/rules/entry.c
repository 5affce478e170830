/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/rules/entry.h"

#include "common/option/option.h"
#include "common/option/require.h"
#include "common/source/source.h"
#include "hostsaccess/tool/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A file while its rules are handed out. */
struct entries {
	bool deny_file;
	int64_t now;
	entry_fn *take;
	void *context;
	char *note; /* of the line before; NULL: it is none */
	uint64_t note_start;
	const struct ha_source *source;
};

/* Takes the time that REQUIRED may be. */
static void
take_time(const struct ha_required *required, struct entry *entry)
{
	const struct ha_moment *moment = &required->moment;

	if (required->kind != HA_REQUIRE_UNTIL &&
	    required->kind != HA_REQUIRE_FROM)
		return;
	if (required->fault != HA_D_NONE) {
		entry->state = ENTRY_BROKEN;
	} else if (required->kind == HA_REQUIRE_UNTIL) {
		if (!entry->ends || moment->end < entry->end.end)
			entry->end = *moment;
		entry->ends = true;
	} else {
		if (!entry->begins || moment->begin > entry->begin.begin)
			entry->begin = *moment;
		entry->begins = true;
	}
}

static void
read_times(const struct ha_rule *rule, struct entry *entry)
{
	struct ha_option_field field = {.followed = rule->has_options};
	struct ha_slice rest = rule->options;
	struct ha_required required;

	while (field.followed) {
		ha_option_next(&rest, &field);
		if (!ha_slice_is(field.keyword, "require"))
			continue;
		while (ha_require_next(&field.value, &required))
			take_time(&required, entry);
	}
}

static void
set_state(struct entry *entry, int64_t now)
{
	/* with a fault in its options it may refuse at any time */
	if ((entry->begins || entry->ends) &&
	    strcmp(entry->decision, "error") == 0)
		entry->state = ENTRY_BROKEN;
	if (entry->state == ENTRY_BROKEN)
		return;
	if (entry->ends && now >= entry->end.end)
		entry->state = ENTRY_ENDED;
	else if (entry->begins && now < entry->begin.begin)
		entry->state = ENTRY_COMES;
	else if (entry->ends && now >= entry->end.begin)
		entry->state = ENTRY_UNCLEAR;
}

/* What RULE says of whom it matches, where its conditions hold. */
static const char *
decision_of(const struct ha_rule *rule, bool deny_file)
{
	struct ha_request request;
	const struct ha_option_context context = {.request = &request,
						  .assume = true};
	struct ha_options options;

	ha_request_init(&request, NULL);
	memory_check(ha_options_read(rule, &context, &options));
	switch (options.result) {
	case HA_OPTIONS_NONE:
		break;
	case HA_OPTIONS_ALLOW:
		return "allow";
	case HA_OPTIONS_DENY:
		return "deny";
	case HA_OPTIONS_TWIST:
		return "twist";
	case HA_OPTIONS_ERROR:
	case HA_OPTIONS_LOOKUP:
		return "error";
	}
	return deny_file ? "deny" : "allow";
}

static void
take_rule(struct entries *entries, const struct ha_rule *rule)
{
	struct entry entry = {
	    .rule = rule,
	    .place = rule->line->place,
	    .decision = decision_of(rule, entries->deny_file),
	    .daemons = ha_slice_trim(rule->daemons, HA_C_SPACE),
	    .clients = ha_slice_trim(rule->clients, HA_C_SPACE),
	    .options = ha_slice_trim(rule->options, HA_C_SPACE),
	    .note = ha_slice_of(entries->note ? entries->note : ""),
	    .place_start = ha_source_offset(entries->source)};

	entry.place_end = entry.place_start + entries->source->given;
	if (entries->note)
		entry.place_start = entries->note_start;

	read_times(rule, &entry);
	set_state(&entry, entries->now);
	entries->take(entries->context, &entry);
}

/* Keeps the note that a comment, LINE, is for the line behind it. */
static void
keep_note(struct entries *entries, struct ha_slice line)
{
	static const char mark[] = "# hostsaccess:";

	line = ha_slice_trim(line, HA_C_SPACE);
	entries->note_start = ha_source_offset(entries->source);
	if (ha_slice_is(ha_slice_head(line, sizeof(mark) - 1), mark))
		entries->note = memory_copy(ha_slice_trim(
		    ha_slice_from(line, sizeof(mark) - 1), HA_C_SPACE));
}

/* Takes LINE; returns whether it is broken. */
static bool
take_line(struct entries *entries, const struct ha_line *line)
{
	struct ha_rule rule;
	enum ha_syntax syntax = ha_syntax_parse(line, NULL, &rule);

	if (syntax == HA_SYNTAX_RULE)
		take_rule(entries, &rule);
	free(entries->note);
	entries->note = NULL;
	if (syntax == HA_SYNTAX_BLANK)
		keep_note(entries, line->text);
	return syntax == HA_SYNTAX_BROKEN;
}

enum ha_status
entries_read(const char *path, const char *file, bool deny_file, int64_t now,
	     entry_fn *take, void *context, unsigned long *broken)
{
	struct ha_source source;
	struct entries entries = {.deny_file = deny_file,
				  .now = now,
				  .take = take,
				  .context = context,
				  .source = &source};
	struct ha_line line = {.place = {file, 0, 0}};
	enum ha_status status = ha_source_open(&source, path, true);

	*broken = 0;
	if (status != HA_OK)
		return status;
	source.file = file;
	while ((status = ha_source_next(&source, &line)) == HA_OK)
		*broken += take_line(&entries, &line);
	free(entries.note);
	ha_source_close(&source);
	return status == HA_END ? HA_OK : status;
}

const char *
entries_why(enum ha_status status)
{
	switch (status) {
	case HA_ABSENT:
		return strerror(ENOENT);
	case HA_ERR_LIMIT:
		return "a line is too long";
	default:
		return strerror(errno);
	}
}
