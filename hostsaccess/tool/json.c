/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/json.h"

/*
 * Returns the size of the UTF-8 sequence that S, not empty, begins with
 * (RFC 3629), or 0 if it begins with none.
 */
static size_t
utf8_size(struct ha_slice s)
{
	/* By the first byte: size, and bounds of the second byte. */
	static const struct {
		unsigned char first, last, size, low, high;
	} forms[] = {
	    {0x00, 0x7f, 1, 0, 0},       {0xc2, 0xdf, 2, 0x80, 0xbf},
	    {0xe0, 0xe0, 3, 0xa0, 0xbf}, {0xe1, 0xec, 3, 0x80, 0xbf},
	    {0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf},
	    {0xf0, 0xf0, 4, 0x90, 0xbf}, {0xf1, 0xf3, 4, 0x80, 0xbf},
	    {0xf4, 0xf4, 4, 0x80, 0x8f},
	};
	const unsigned char *bytes = (const unsigned char *)s.data;

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		size_t size = forms[i].size;

		if (bytes[0] < forms[i].first || bytes[0] > forms[i].last)
			continue;
		if (size > s.size || (size > 1 && (bytes[1] < forms[i].low ||
						   bytes[1] > forms[i].high)))
			return 0;
		for (size_t at = 2; at < size; at++)
			if ((bytes[at] & 0xc0) != 0x80)
				return 0;
		return size;
	}
	return 0;
}

static bool
is_utf8(struct ha_slice s)
{
	while (s.size > 0) {
		size_t size = utf8_size(s);

		if (size == 0)
			return false;
		s = ha_slice_from(s, size);
	}
	return true;
}

/* Returns the character that the SIZE bytes of UTF-8 at BYTES stand for. */
static unsigned
decode(const char *bytes, size_t size)
{
	static const unsigned char masks[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	unsigned character = (unsigned char)bytes[0] & masks[size];

	for (size_t i = 1; i < size; i++)
		character = character << 6 | ((unsigned char)bytes[i] & 0x3f);
	return character;
}

/* Writes CHARACTER as numbers, in UTF-16 (RFC 8259, section 7). */
static void
put_number(FILE *stream, unsigned character)
{
	if (character >= 0x10000) {
		character -= 0x10000;
		fprintf(stream, "\\u%04x", 0xd800 + (character >> 10));
		character = 0xdc00 + (character & 0x3ff);
	}
	fprintf(stream, "\\u%04x", character);
}

static void
put_text(FILE *stream, struct ha_slice s)
{
	bool utf8 = is_utf8(s);

	putc('"', stream);
	while (s.size > 0) {
		unsigned char c = (unsigned char)s.data[0];
		size_t size = utf8 ? utf8_size(s) : 1;

		if (c == '"' || c == '\\')
			fprintf(stream, "\\%c", c);
		else if (c >= ' ' && c < 0x7f)
			putc(c, stream);
		else
			put_number(stream, utf8 ? decode(s.data, size) : c);
		s = ha_slice_from(s, size);
	}
	putc('"', stream);
}

/* What stands before a value: a comma, its key. */
static void
begin_value(struct json *json, const char *key)
{
	if (json->comma)
		putc(',', json->stream);
	json->comma = true;
	if (!key)
		return;
	put_text(json->stream, ha_slice_of(key));
	putc(':', json->stream);
}

static void
begin(struct json *json, const char *key, char bracket)
{
	begin_value(json, key);
	putc(bracket, json->stream);
	json->comma = false;
}

static void
end(struct json *json, char bracket)
{
	putc(bracket, json->stream);
	json->comma = true;
}

void
json_object(struct json *json, const char *key)
{
	begin(json, key, '{');
}

void
json_object_end(struct json *json)
{
	end(json, '}');
}

void
json_array(struct json *json, const char *key)
{
	begin(json, key, '[');
}

void
json_array_end(struct json *json)
{
	end(json, ']');
}

void
json_end(struct json *json)
{
	putc('\n', json->stream);
	json->comma = false;
}

void
json_text(struct json *json, const char *key, struct ha_slice value)
{
	begin_value(json, key);
	put_text(json->stream, value);
}

void
json_string(struct json *json, const char *key, const char *value)
{
	json_text(json, key, ha_slice_of(value));
}

void
json_number(struct json *json, const char *key, unsigned long value)
{
	begin_value(json, key);
	fprintf(json->stream, "%lu", value);
}

void
json_bool(struct json *json, const char *key, bool value)
{
	begin_value(json, key);
	fputs(value ? "true" : "false", json->stream);
}
