/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/scan.h"

static bool
is_of_shape(char c, char shape)
{
	switch (shape) {
	case 'A':
		return c >= 'A' && c <= 'Z';
	case 'a':
		return c >= 'a' && c <= 'z';
	case '#':
		return c == ' ' || ha_in_class(c, HA_C_DIGIT);
	case '9':
		return ha_in_class(c, HA_C_DIGIT);
	}
	return c == shape;
}

bool
scan_shape(struct ha_slice text, const char *shape)
{
	size_t size = strlen(shape);

	for (size_t i = 0; i < size; i++)
		if (i >= text.size || !is_of_shape(text.data[i], shape[i]))
			return false;
	return true;
}

void
scan_skip(struct ha_slice *text, char c)
{
	while (text->size > 0 && text->data[0] == c)
		*text = ha_slice_from(*text, 1);
}

struct ha_slice
scan_word(struct ha_slice *text)
{
	size_t size = ha_slice_find(*text, ' ');
	struct ha_slice word = ha_slice_head(*text, size);

	*text = ha_slice_from(*text, size);
	scan_skip(text, ' ');
	return word;
}

bool
scan_take(struct ha_slice *text, const char *prefix)
{
	size_t size = strlen(prefix);

	if (text->size < size || memcmp(text->data, prefix, size) != 0)
		return false;
	*text = ha_slice_from(*text, size);
	return true;
}

size_t
scan_find(struct ha_slice text, const char *part, size_t from)
{
	struct ha_slice rest = ha_slice_from(text, from);
	const char *found = NULL;

	if (rest.size > 0)
		found = memmem(rest.data, rest.size, part, strlen(part));
	return found ? (size_t)(found - text.data) : text.size;
}

bool
scan_last(struct ha_slice *text, const char *part, struct ha_slice *head)
{
	size_t last = text->size;

	for (size_t at = scan_find(*text, part, 0); at < text->size;
	     at = scan_find(*text, part, at + 1))
		last = at;
	if (last == text->size)
		return false;
	*head = ha_slice_head(*text, last);
	*text = ha_slice_from(*text, last + strlen(part));
	return true;
}

unsigned
scan_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *digit = c ? strchr(digits, ha_fold(c)) : NULL;

	return digit ? (unsigned)(digit - digits) : 16;
}
