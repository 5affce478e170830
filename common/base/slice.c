/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/base/slice.h"

#include <string.h>

#define NAME_CHAR HA_C_HOST_NAME

/* A hole in a file is a long run of one byte: so many are passed at a time. */
#define RUN 64

const unsigned char ha_class_of[256] = {
    ['\0'] = HA_C_BLANK | HA_C_SPACE,
    ['\t'] = HA_C_BLANK | HA_C_SPACE,
    ['\n'] = HA_C_BLANK | HA_C_SPACE,
    ['\v'] = HA_C_SPACE,
    ['\f'] = HA_C_SPACE,
    ['\r'] = HA_C_BLANK | HA_C_SPACE,
    [' '] = HA_C_BLANK | HA_C_SPACE,
    [','] = HA_C_COMMA,
    ['.'] = HA_C_DOT | NAME_CHAR,
    ['*'] = HA_C_WILDCARD,
    ['?'] = HA_C_WILDCARD,
    [':'] = HA_C_FIELD,
    ['['] = HA_C_FIELD,
    ['-'] = NAME_CHAR,
    ['_'] = NAME_CHAR,
    ['0' ... '9'] = HA_C_DIGIT | NAME_CHAR,
    ['A' ... 'Z'] = NAME_CHAR,
    ['a' ... 'z'] = NAME_CHAR,
};

static bool
equal_bytes(const char *a, const char *b, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (ha_fold(a[i]) != ha_fold(b[i]))
			return false;
	return true;
}

/* Whether the RUN bytes from BYTES on, and one more, are all the same. */
static bool
is_run(const char *bytes)
{
	return memcmp(bytes, bytes + 1, RUN) == 0;
}

struct ha_slice
ha_slice_skip_all(struct ha_slice s, unsigned mask)
{
	size_t at = 0;

	while (at < s.size && ha_in_class(s.data[at], mask)) {
		at++;
		if (at % RUN == 0)
			while (s.size - at >= RUN && is_run(s.data + at - 1))
				at += RUN;
	}
	return ha_slice_from(s, at);
}

struct ha_slice
ha_slice_trim(struct ha_slice s, unsigned mask)
{
	s = ha_slice_skip(s, mask);
	while (s.size > 0 && ha_in_class(s.data[s.size - 1], mask)) {
		s.size--;
		if (s.size % RUN == 0)
			while (s.size >= RUN && is_run(s.data + s.size - RUN))
				s.size -= RUN;
	}
	return s;
}

bool
ha_slice_all(struct ha_slice s, unsigned mask)
{
	for (size_t i = 0; i < s.size; i++)
		if (!ha_in_class(s.data[i], mask))
			return false;
	return true;
}

bool
ha_slice_any(struct ha_slice s, unsigned mask)
{
	for (size_t i = 0; i < s.size; i++)
		if (ha_in_class(s.data[i], mask))
			return true;
	return false;
}

bool
ha_slice_equal(struct ha_slice a, struct ha_slice b)
{
	return a.size == b.size && equal_bytes(a.data, b.data, a.size);
}

bool
ha_slice_starts(struct ha_slice s, struct ha_slice part)
{
	return s.size >= part.size && equal_bytes(s.data, part.data, part.size);
}

bool
ha_slice_ends(struct ha_slice s, struct ha_slice part)
{
	return s.size >= part.size &&
	       ha_slice_equal(ha_slice_from(s, s.size - part.size), part);
}

size_t
ha_slice_find(struct ha_slice s, char c)
{
	const char *found = s.size ? memchr(s.data, c, s.size) : NULL;

	return found ? (size_t)(found - s.data) : s.size;
}

struct ha_slice
ha_slice_unbracket(struct ha_slice s)
{
	if (s.size < 2 || s.data[0] != '[' || s.data[s.size - 1] != ']')
		return s;
	return (struct ha_slice){s.data + 1, s.size - 2};
}

size_t
ha_slice_find_unbracketed(struct ha_slice s, char c, size_t from)
{
	bool closes = true;

	if (ha_slice_find(s, c) == s.size)
		return s.size;
	for (size_t i = 0; i < s.size; i++) {
		if (s.data[i] == c && i >= from)
			return i;
		if (s.data[i] == '[' && closes) {
			struct ha_slice rest = ha_slice_from(s, i);
			size_t close = ha_slice_find(rest, ']');

			closes = close < rest.size;
			if (closes)
				i += close;
		}
	}
	return s.size;
}

bool
ha_slice_copy(struct ha_slice s, char *buffer, size_t size)
{
	if (s.size >= size || ha_slice_find(s, '\0') < s.size)
		return false;
	if (s.size > 0)
		memcpy(buffer, s.data, s.size);
	buffer[s.size] = '\0';
	return true;
}

bool
ha_slice_wide_number(struct ha_slice s, unsigned base, uint64_t max,
		     uint64_t *number)
{
	uint64_t value = 0;

	if (s.size == 0)
		return false;
	for (size_t i = 0; i < s.size; i++) {
		unsigned digit = (unsigned)(s.data[i] - '0');

		if (digit >= base || digit > max ||
		    value > (max - digit) / base)
			return false;
		value = value * base + digit;
	}
	*number = value;
	return true;
}

bool
ha_slice_number(struct ha_slice s, unsigned base, unsigned long max,
		unsigned long *number)
{
	uint64_t wide;

	if (!ha_slice_wide_number(s, base, max, &wide))
		return false;
	*number = (unsigned long)wide;
	return true;
}
