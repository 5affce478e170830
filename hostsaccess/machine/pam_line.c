/* SPDX-License-Identifier: BSD-3-Clause */
/* Lines and words, as _pam_assemble_line() and _pam_StrTok() of libpam do. */
#include "hostsaccess/machine/pam_line.h"

#include "hostsaccess/tool/memory.h"

#include <string.h>

void
pam_line_note(struct ha_place *first, struct ha_place place)
{
	if (first->line == 0)
		*first = place;
}

/* What libpam splits words at: no other space. */
static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static struct ha_slice
trim(struct ha_slice text)
{
	while (text.size > 0 && is_blank(text.data[0]))
		text = ha_slice_from(text, 1);
	while (text.size > 0 && is_blank(text.data[text.size - 1]))
		text.size--;
	return text;
}

bool
stack_argument_next(struct ha_slice *rest, struct ha_slice *argument)
{
	struct ha_slice text = trim(*rest);
	bool bracket = text.size > 0 && text.data[0] == '[';
	size_t size = 0;

	if (text.size == 0)
		return false;
	text = ha_slice_from(text, bracket);
	while (size < text.size &&
	       (bracket ? text.data[size] != ']' : !is_blank(text.data[size])))
		size += bracket && text.data[size] == '\\' &&
				size + 1 < text.size &&
				text.data[size + 1] == ']'
			    ? 2
			    : 1;
	*argument = ha_slice_head(text, size);
	*rest = ha_slice_from(text, size + (size < text.size && bracket));
	return true;
}

/* Notes that TEXT, which START begins with, is added to JOINED at PLACE. */
static void
add_part(struct pam_line *joined, struct ha_slice text, const char *start,
	 struct ha_place place)
{
	if (joined->size == 0)
		joined->place = place;
	joined->parts = memory_grow(joined->parts, joined->part_count,
				    sizeof(*joined->parts));
	joined->parts[joined->part_count++] = (struct stack_part){
	    .offset = joined->size,
	    .line = place.line,
	    .column = (unsigned long)(text.data - start) + 1};
}

bool
pam_line_add(struct stack *stack, struct pam_line *joined, struct ha_slice text,
	     struct ha_place place)
{
	const char *start = text.data;
	size_t comment;
	bool continued;

	text = trim(ha_slice_head(text, ha_slice_find(text, '\0')));
	comment = ha_slice_find(text, '#');
	if (text.size == 0 || comment == 0) {
		if (joined->size > 0)
			pam_line_note(&stack->odd, place);
		return false;
	}
	continued = comment == text.size && text.data[text.size - 1] == '\\';
	text = ha_slice_head(text, comment - continued);
	add_part(joined, text, start, place);
	if (joined->size + text.size + continued > PAM_LINE_MAX) {
		pam_line_note(&stack->overflow, place);
		return false;
	}
	memcpy(joined->text + joined->size, text.data, text.size);
	joined->size += text.size;
	if (continued)
		joined->text[joined->size++] = ' ';
	return !continued;
}
