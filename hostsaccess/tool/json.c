/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/json.h"

#include "hostsaccess/tool/utf8.h"

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
	bool utf8 = utf8_is(s);

	putc('"', stream);
	while (s.size > 0) {
		unsigned char c = (unsigned char)s.data[0];
		size_t size = utf8 ? utf8_size(s) : 1;

		if (c == '"' || c == '\\')
			fprintf(stream, "\\%c", c);
		else if (c >= ' ' && c < 0x7f)
			putc(c, stream);
		else
			put_number(stream,
				   utf8 ? utf8_decode(s.data, size) : c);
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
