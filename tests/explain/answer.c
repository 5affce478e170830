/* SPDX-License-Identifier: BSD-3-Clause */
#include "answer.h"

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
	if (strcmp(reason, "default") == 0)
		snprintf(answer->place, sizeof(answer->place), "default");
	else if (strcmp(number, "0") == 0)
		snprintf(answer->place, sizeof(answer->place), "%s", file);
	else
		snprintf(answer->place, sizeof(answer->place), "%s:%s", file,
			 number);
}
