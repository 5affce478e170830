/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/fields.h"

#include "hostsaccess/past/scan.h"

/* A value while it is written. */
struct value {
	char *text;
	size_t size, used;
	bool is_cut;
};

static void
put(struct value *value, unsigned byte)
{
	if (value->used < value->size)
		value->text[value->used++] = (char)byte;
	else
		value->is_cut = true;
}

/* As UTF-8. */
static void
put_code(struct value *value, unsigned long code)
{
	if (code < 0x80) {
		put(value, (unsigned)code);
		return;
	}
	if (code < 0x800) {
		put(value, (unsigned)(0xc0 | code >> 6));
	} else {
		if (code < 0x10000) {
			put(value, (unsigned)(0xe0 | code >> 12));
		} else {
			put(value, (unsigned)(0xf0 | code >> 18));
			put(value, (unsigned)(0x80 | (code >> 12 & 0x3f)));
		}
		put(value, (unsigned)(0x80 | (code >> 6 & 0x3f)));
	}
	put(value, (unsigned)(0x80 | (code & 0x3f)));
}

static void
skip_space(struct ha_slice *text)
{
	*text = ha_slice_skip(*text, HA_C_SPACE);
}

static bool
take_byte(struct ha_slice *text, char *byte)
{
	if (text->size == 0)
		return false;
	*byte = text->data[0];
	*text = ha_slice_from(*text, 1);
	return true;
}

/* The four digits behind `\u`. */
static bool
take_unit(struct ha_slice *text, unsigned long *unit)
{
	char c;

	*unit = 0;
	for (int i = 0; i < 4; i++) {
		if (!take_byte(text, &c) || scan_digit(c) == 16)
			return false;
		*unit = *unit * 16 + scan_digit(c);
	}
	return true;
}

/* What stands behind a backslash. */
static bool
take_escape(struct ha_slice *text, struct value *value)
{
	static const char names[] = "bfnrt", bytes[] = "\b\f\n\r\t";
	unsigned long high, low;
	const char *name;
	char c;

	if (!take_byte(text, &c))
		return false;
	name = c ? strchr(names, c) : NULL;
	if (name || c != 'u') {
		put(value, (unsigned char)(name ? bytes[name - names] : c));
		return true;
	}
	if (!take_unit(text, &high))
		return false;
	if (high >= 0xd800 && high < 0xdc00 && scan_take(text, "\\u")) {
		if (!take_unit(text, &low))
			return false;
		high = 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff);
	}
	put_code(value, high);
	return true;
}

static bool
take_string(struct ha_slice *text, struct value *value)
{
	char c;

	if (!scan_take(text, "\""))
		return false;
	while (take_byte(text, &c)) {
		if (c == '"')
			return true;
		if (c != '\\')
			put(value, (unsigned char)c);
		else if (!take_escape(text, value))
			return false;
	}
	return false;
}

/* A number, or a word: up to what ends it. */
static void
take_word(struct ha_slice *text, struct value *value)
{
	char c;

	while (text->size > 0 && !ha_in_class(text->data[0], HA_C_SPACE) &&
	       text->data[0] != ',' && text->data[0] != '}' &&
	       text->data[0] != ']' && take_byte(text, &c))
		put(value, (unsigned char)c);
}

/* An array of bytes, which is what journalctl makes of what is no UTF-8. */
static bool
take_bytes(struct ha_slice *text, struct value *value)
{
	char digits[4];
	unsigned long byte;

	if (!scan_take(text, "["))
		return false;
	do {
		struct value number = {digits, sizeof(digits), 0, false};

		skip_space(text);
		take_word(text, &number);
		if (!ha_slice_number((struct ha_slice){digits, number.used}, 10,
				     255, &byte))
			return false;
		put(value, (unsigned)byte);
		skip_space(text);
	} while (scan_take(text, ","));
	return scan_take(text, "]");
}

/* Skips a value of which only the end matters. */
static bool
skip_nested(struct ha_slice *text)
{
	struct value nowhere = {NULL, 0, 0, false};
	unsigned long depth = 0;
	char c;

	do {
		if (text->size > 0 && text->data[0] == '"') {
			if (!take_string(text, &nowhere))
				return false;
			continue;
		}
		if (!take_byte(text, &c))
			return false;
		depth += c == '[' || c == '{';
		depth -= c == ']' || c == '}';
	} while (depth > 0);
	return true;
}

static bool
take_value(struct fields *fields, struct ha_slice *text, struct ha_slice name)
{
	struct value value = {.used = 0};
	struct ha_slice start = *text;

	value.text = fields_room(fields, &value.size);
	if (scan_shape(*text, "\"")) {
		if (!take_string(text, &value))
			return false;
	} else if (!scan_shape(*text, "[") && !scan_shape(*text, "{")) {
		take_word(text, &value);
	} else if (!take_bytes(text, &value)) {
		*text = start;
		return skip_nested(text);
	}
	fields_add(fields, name, (struct ha_slice){value.text, value.used});
	if (value.is_cut)
		fields->is_damaged = true;
	return true;
}

/* Objects stand within others; no deeper than this they are read. */
#define DEPTH_MAX 4

/* The names of the objects around a member, with a dot behind each. */
struct path {
	char text[64];
	size_t sizes[DEPTH_MAX + 1]; /* of those around DEPTH and less */
	unsigned depth;
};

/* Takes `"NAME": VALUE`, or only the start of VALUE if members stand in it. */
static bool
take_member(struct fields *fields, struct ha_slice *text, struct path *path,
	    bool *is_entered)
{
	struct value key = {path->text, sizeof(path->text),
			    path->sizes[path->depth], false};
	struct ha_slice inner;

	skip_space(text);
	if (!take_string(text, &key))
		return false;
	skip_space(text);
	if (!scan_take(text, ":"))
		return false;
	skip_space(text);
	inner = *text;
	*is_entered = scan_take(&inner, "{") && path->depth < DEPTH_MAX;
	inner = ha_slice_skip(inner, HA_C_SPACE);
	if (!*is_entered || scan_shape(inner, "}")) {
		*is_entered = false;
		return take_value(fields, text,
				  (struct ha_slice){path->text, key.used});
	}
	put(&key, '.');
	path->sizes[++path->depth] = key.used;
	*text = inner;
	return true;
}

/*
 * Takes what stands behind a value: a comma, or the ends of objects.  Returns
 * false if none is right; *IS_END becomes whether that was the last.
 */
static bool
take_end(struct ha_slice *text, struct path *path, bool *is_end)
{
	*is_end = false;
	for (;;) {
		skip_space(text);
		if (scan_take(text, ","))
			return true;
		if (!scan_take(text, "}"))
			return false;
		*is_end = path->depth == 0;
		if (*is_end)
			return true;
		path->depth--;
	}
}

bool
fields_read_json(struct fields *fields, struct ha_slice text)
{
	struct path path = {.depth = 0};
	bool is_entered, is_end = false;

	if (!scan_take(&text, "{"))
		return false;
	while (!is_end)
		if (!take_member(fields, &text, &path, &is_entered) ||
		    (!is_entered && !take_end(&text, &path, &is_end)))
			return false;
	return true;
}
