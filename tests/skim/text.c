/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/skim/text.h"

#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
reserve(struct text *text, size_t size)
{
	while (text->capacity - text->size < size) {
		text->capacity = text->capacity ? text->capacity * 2 : 1024;
		text->bytes = realloc(text->bytes, text->capacity);
		if (!text->bytes)
			err(2, "memory");
	}
}

void
text_add(struct text *text, const char *bytes, size_t size)
{
	if (size == 0)
		return;
	reserve(text, size);
	memcpy(text->bytes + text->size, bytes, size);
	text->size += size;
}

void
text_word(struct text *text, const char *word)
{
	text_add(text, word, strlen(word));
}

void
text_byte(struct text *text, char byte)
{
	text_add(text, &byte, 1);
}

void
text_fill(struct text *text, char byte, size_t count)
{
	reserve(text, count);
	memset(text->bytes + text->size, byte, count);
	text->size += count;
}

void
text_format(struct text *text, const char *format, ...)
{
	char word[256];
	va_list values;

	va_start(values, format);
	vsnprintf(word, sizeof(word), format, values);
	va_end(values);
	text_word(text, word);
}

void
text_replace(struct text *text, size_t at, size_t count, const char *bytes,
	     size_t size)
{
	char *hole;

	reserve(text, size + 1);
	hole = text->bytes + at;
	memmove(hole + size, hole + count, text->size - at - count);
	memcpy(hole, bytes, size);
	text->size += size - count;
}

void
text_free(struct text *text)
{
	free(text->bytes);
	*text = (struct text){NULL, 0, 0};
}
