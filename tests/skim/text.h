/* SPDX-License-Identifier: BSD-3-Clause */
/* Text that grows.  Without memory the program ends. */
#ifndef SKIM_TEXT_H
#define SKIM_TEXT_H

#include <stddef.h>

/* Zeros are an empty text. */
struct text {
	char *bytes;
	size_t size, capacity;
};

void text_add(struct text *text, const char *bytes, size_t size);
void text_word(struct text *text, const char *word);
void text_byte(struct text *text, char byte);
void text_fill(struct text *text, char byte, size_t count);

/* Adds at most 255 bytes, as printf(3) does. */
__attribute__((format(printf, 2, 3))) void text_format(struct text *text,
						       const char *format, ...);

/* Puts SIZE BYTES into the place of the COUNT that stand AT. */
void text_replace(struct text *text, size_t at, size_t count, const char *bytes,
		  size_t size);

void text_free(struct text *text);

#endif
