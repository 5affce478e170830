/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/model_parts.h"

#include <string.h>
#include <strings.h>

bool
model_same(const char *a, const char *b)
{
	return strcasecmp(a, b) == 0;
}

bool
model_is_word(const char *text)
{
	return model_same(text, "unknown") || model_same(text, "paranoid");
}

static char
folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/*
 * Keeps the set of those lengths of TEXT's head that the pattern read so
 * far matches.
 */
static bool
wildcard_matches(const char *pattern, const char *text)
{
	bool heads[MODEL_FACT_SIZE] = {true};
	const size_t size = strlen(text);

	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '*') {
			for (size_t i = 1; i <= size; i++)
				heads[i] |= heads[i - 1];
			continue;
		}
		for (size_t i = size; i > 0; i--)
			heads[i] = heads[i - 1] &&
				   (*pattern == '?' ||
				    folded(*pattern) == folded(text[i - 1]));
		heads[0] = false;
	}
	return heads[size];
}

bool
model_wildcard(const struct model_run *run, const char *pattern,
	       const char *text)
{
	const size_t size = strlen(pattern);
	char last_byte[size + 1];
	size_t stars = 0;

	while (stars < size && pattern[size - 1 - stars] == '*')
		stars++;
	if (model_on(run, MODEL_WILDCARD_WORDS) && model_is_word(text) &&
	    stars < size)
		return false;
	if (model_on(run, MODEL_WILDCARD_END) || stars < 2)
		return wildcard_matches(pattern, text);
	/* tcp_wrappers: two or more final stars need one more byte */
	memcpy(last_byte, pattern, size + 1);
	memcpy(last_byte + size - stars, "?*", 3);
	return wildcard_matches(last_byte, text);
}

/* R4.26 as it is for users, daemons and names. */
static bool
same_v6(const struct model_run *run, const char *pattern, const char *text)
{
	char inside[strlen(pattern)];
	struct model_number a, b;

	memcpy(inside, pattern + 1, sizeof(inside) - 1);
	inside[strlen(pattern) - 2] = '\0';
	return model_number_v6(run, inside, &a) &&
	       model_number_v6(run, text, &b) &&
	       memcmp(a.bytes, b.bytes, sizeof(a.bytes)) == 0;
}

/* R4.30 as it is for users, daemons and names. */
static const char *
unmapped(const struct model_run *run, const char *text)
{
	struct model_number number;
	char shown[MODEL_FACT_SIZE];

	if (model_on(run, MODEL_V6_NAME) ||
	    strncasecmp(text, "::ffff:", 7) != 0)
		return text;
	model_number_client(run, text, &number, shown);
	return number.family == MODEL_V4 ? text + 7 : text;
}

bool
model_text_matches(const struct model_run *run, const char *pattern,
		   const char *text)
{
	const size_t size = strlen(pattern);
	const char *plain = unmapped(run, text);
	const size_t length = strlen(plain);

	if (strpbrk(pattern, "*?") != NULL)
		return model_wildcard(run, pattern, plain);
	if (pattern[0] == '.')
		return length > size &&
		       model_same(plain + length - size, pattern);
	if (model_same(pattern, "ALL"))
		return true;
	if (model_same(pattern, "KNOWN"))
		return !model_same(plain, "unknown");
	if (size > 0 && pattern[size - 1] == '.')
		return strncasecmp(pattern, plain, size) == 0;
	if (!model_on(run, MODEL_V6_NAME) && size > 1 && pattern[0] == '[' &&
	    pattern[size - 1] == ']')
		return plain == text && same_v6(run, pattern, plain);
	return model_same(pattern, plain);
}
