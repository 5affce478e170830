/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/escape.h"

#include <string.h>

/* Letters of escapes and the bytes that they stand for. */
static const char letters[] = "ntr\\";
static const char bytes[] = "\n\t\r\\";

/* Returns the value of the hexadecimal digit C, or -1. */
static int
digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? -1 : (int)(at - digits);
}

bool
escape_undo(char *text, size_t *size)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from++) {
		const char *letter;

		if (*from != '\\') {
			*to++ = *from;
			continue;
		}
		from++;
		if (*from == 'x' && digit(from[1]) >= 0 &&
		    digit(from[2]) >= 0) {
			*to++ = (char)(digit(from[1]) << 4 | digit(from[2]));
			from += 2;
			continue;
		}
		letter = *from == '\0' ? NULL : strchr(letters, *from);
		if (letter == NULL)
			return false;
		*to++ = bytes[letter - letters];
	}
	*to = '\0';
	*size = (size_t)(to - text);
	return true;
}

void
escape_write(FILE *stream, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		const char *byte =
		    text[i] == '\0' ? NULL : strchr(bytes, text[i]);

		if (byte != NULL)
			fprintf(stream, "\\%c", letters[byte - bytes]);
		else if (text[i] < ' ' || text[i] > '~')
			fprintf(stream, "\\x%02x", (unsigned char)text[i]);
		else
			putc(text[i], stream);
	}
}
