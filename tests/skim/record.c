/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/skim/record.h"

#include "tests/oracle/escape.h"

#include <string.h>

/* Adds a number, in as many bytes as it takes, and what ends it. */
static void
add_number(struct text *text, unsigned long number)
{
	do {
		text_byte(text, (char)('0' + number % 10));
		number /= 10;
	} while (number > 0);
	text_byte(text, ' ');
}

/* Numbers stand backwards: there are many, and few are ever looked at. */
void
record_diagnostic(void *context, const struct ha_diagnostic *diagnostic)
{
	struct record *record = context;
	struct text *heard = &record->heard;

	text_word(heard, ha_diagnostic_name(diagnostic->id));
	text_byte(heard, ' ');
	text_word(heard, diagnostic->place.file);
	text_byte(heard, ' ');
	add_number(heard, diagnostic->place.line);
	add_number(heard, diagnostic->place.column);
	add_number(heard, (unsigned long)diagnostic->error);
	if (diagnostic->text.size > 0)
		text_add(heard, diagnostic->text.data, diagnostic->text.size);
	text_byte(heard, '\n');
}

void
record_clear(struct record *record)
{
	record->heard.size = 0;
	memset(&record->verdict, 0, sizeof(record->verdict));
	record->match = HA_MATCH_NO;
	record->status = HA_OK;
}

static bool
same_excerpt(const struct ha_excerpt *a, const struct ha_excerpt *b)
{
	return a->size == b->size && a->cut == b->cut &&
	       memcmp(a->bytes, b->bytes, a->size) == 0;
}

static bool
same_verdict(const struct ha_verdict *a, const struct ha_verdict *b)
{
	const struct ha_fault *fault = &a->fault, *other = &b->fault;

	if (fault->id != other->id || fault->line != other->line ||
	    fault->column != other->column || fault->error != other->error ||
	    !same_excerpt(&fault->file, &other->file) ||
	    !same_excerpt(&fault->text, &other->text))
		return false;
	return a->decision == b->decision && a->reason == b->reason &&
	       a->place.file == b->place.file &&
	       a->place.line == b->place.line &&
	       a->place.column == b->place.column &&
	       a->severity == b->severity && a->skipped == b->skipped &&
	       a->left_alone == b->left_alone &&
	       same_excerpt(&a->rule, &b->rule);
}

bool
record_equal(const struct record *a, const struct record *b, bool heard)
{
	if (heard && (a->heard.size != b->heard.size ||
		      (a->heard.size > 0 &&
		       memcmp(a->heard.bytes, b->heard.bytes, a->heard.size))))
		return false;
	return a->match == b->match && a->status == b->status &&
	       same_verdict(&a->verdict, &b->verdict);
}

static void
tell_one(FILE *out, const struct record *record, size_t from)
{
	const struct ha_verdict *verdict = &record->verdict;
	size_t size = record->heard.size - from;

	fprintf(out, "decision %d, reason %d, %s:%lu:%lu \"", verdict->decision,
		verdict->reason, verdict->place.file ? verdict->place.file : "",
		verdict->place.line, verdict->place.column);
	escape_write(out, verdict->rule.bytes, verdict->rule.size);
	fprintf(out, "\", fault %d at %lu:%lu, match %d, status %d; heard ",
		verdict->fault.id, verdict->fault.line, verdict->fault.column,
		record->match, record->status);
	escape_write(out, record->heard.bytes + from, size < 300 ? size : 300);
	putc('\n', out);
}

void
record_tell(FILE *out, const char *title, const struct record *a,
	    const struct record *b)
{
	size_t same = 0;

	while (same < a->heard.size && same < b->heard.size &&
	       a->heard.bytes[same] == b->heard.bytes[same])
		same++;
	while (same > 0 && a->heard.bytes[same - 1] != '\n')
		same--;
	fprintf(out, "  %s:\n    ", title);
	tell_one(out, a, same);
	fputs("    ", out);
	tell_one(out, b, same);
}
