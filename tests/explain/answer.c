/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/explain/answer.h"

#include <err.h>
#include <stdio.h>
#include <string.h>

void
answer_of_text(char *line, struct answer *answer)
{
	char *place = strchr(line, '\t');
	char *behind = place ? strchr(place + 1, '\t') : NULL;

	if (!behind)
		errx(2, "batch wrote no answer: %s", line);
	*place++ = *behind = '\0';
	snprintf(answer->verdict, sizeof(answer->verdict), "%s", line);
	snprintf(answer->place, sizeof(answer->place), "%s", place);
}

/* Copies what stands in LINE behind KEY, up to one of ENDS, to TEXT. */
static const char *
read_value(const char *line, const char *key, const char *ends, char *text,
	   size_t size)
{
	const char *at = line ? strstr(line, key) : NULL;

	if (!at)
		errx(2, "batch wrote no %s: %s", key, line ? line : "");
	at += strlen(key);
	snprintf(text, size, "%.*s", (int)strcspn(at, ends), at);
	return at;
}

/*
 * Writes the characters of TEXT that JSON has as numbers, of two or three bytes
 * in UTF-8, as batch writes bytes.
 */
static void
characters_to_bytes(char *text, size_t size)
{
	char bytes[PLACE_SIZE - 64];
	unsigned number;
	size_t used = 0;

	for (const char *at = text; *at != '\0' && used + 16 < sizeof(bytes);) {
		if (sscanf(at, "\\u%4x", &number) != 1 || number < 0x80) {
			bytes[used++] = *at++;
			continue;
		}
		at += 6;
		if (number < 0x800)
			used += (size_t)sprintf(bytes + used, "\\x%02x",
						0xc0 | number >> 6);
		else
			used += (size_t)sprintf(bytes + used, "\\x%02x\\x%02x",
						0xe0 | number >> 12,
						0x80 | (number >> 6 & 0x3f));
		used += (size_t)sprintf(bytes + used, "\\x%02x",
					0x80 | (number & 0x3f));
	}
	bytes[used] = '\0';
	snprintf(text, size, "%s", bytes);
}

void
answer_of_json(char *line, struct answer *answer)
{
	char reason[32], file[PLACE_SIZE - 32], number[24];
	const char *at;

	read_value(line, "\"decision\":\"", "\"", answer->verdict,
		   sizeof(answer->verdict));
	at = read_value(line, "\"reason\":\"", "\"", reason, sizeof(reason));
	if (strcmp(reason, "file-error") == 0)
		at = strstr(line, "\"fault\":{");
	at = read_value(at, "\"file\":\"", "\"", file, sizeof(file));
	read_value(at, "\"line\":", ",", number, sizeof(number));
	characters_to_bytes(file, sizeof(file));
	if (strcmp(reason, "default") == 0)
		snprintf(answer->place, sizeof(answer->place), "default");
	else if (strcmp(number, "0") == 0)
		snprintf(answer->place, sizeof(answer->place), "%s", file);
	else
		snprintf(answer->place, sizeof(answer->place), "%s:%s", file,
			 number);
}
