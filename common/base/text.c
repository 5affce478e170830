/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/base/text.h"

#include <stdarg.h>
#include <stdio.h>

void
ha_text_add(struct ha_text *text, const char *format, ...)
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

/* Returns the last word of S. */
static struct ha_slice
last_word(struct ha_slice s)
{
	size_t start = s.size;

	while (start > 0 && s.data[start - 1] != ' ')
		start--;
	return ha_slice_from(s, start);
}

/* Returns whether readers of logs look for an address behind HEAD, a blank. */
static bool
leads_to_address(struct ha_slice head)
{
	static const char words[][8] = {"address", "from", "port", "with"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (ha_slice_ends(head, ha_slice_of(words[i])))
			return true;
	head = last_word(head);
	return head.size > 0 && memmem(head.data, head.size, "rhost=", 6);
}

/* Returns whether the byte of S at I is escaped as \xHH in PLACE. */
static bool
is_hidden(struct ha_slice s, size_t i, enum ha_text_place place)
{
	unsigned char c = (unsigned char)s.data[i];

	if (c < ' ' || c >= 0x7f || (c == ' ' && place == HA_IN_WORD))
		return true;
	if (place == HA_FOR_PEOPLE)
		return false;
	return c == '(' || c == ')' ||
	       (c == ' ' && leads_to_address(ha_slice_head(s, i)));
}

void
ha_text_escaped(struct ha_text *text, struct ha_slice s,
		enum ha_text_place place)
{
	for (size_t i = 0; i < s.size; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (is_hidden(s, i, place))
			ha_text_add(text, "\\x%02x", c);
		else if (c == '"' || c == '\\')
			ha_text_add(text, "\\%c", c);
		else
			ha_text_add(text, "%c", c);
	}
}

/* The longest part of a line that somebody outside may fill. */
#define FIELD_MAX 255

void
ha_text_part(struct ha_text *text, struct ha_slice value,
	     enum ha_text_place place)
{
	ha_text_escaped(text, ha_slice_head(value, FIELD_MAX), place);
	if (value.size > FIELD_MAX)
		ha_text_add(text, "...");
}

void
ha_text_field(struct ha_text *text, const char *name, struct ha_slice value)
{
	ha_text_add(text, "%s", name);
	ha_text_part(text, value, HA_IN_WORD);
}

void
ha_text_quoted(struct ha_text *text, struct ha_slice value,
	       enum ha_text_place place)
{
	ha_text_add(text, "\"");
	ha_text_part(text, value, place);
	ha_text_add(text, "\"");
}
