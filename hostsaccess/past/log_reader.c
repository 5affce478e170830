/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/log_reader.h"

#include "hostsaccess/past/scan.h"
#include "hostsaccess/tool/memory.h"

#include <stdint.h>

struct log_reader *
log_reader_new(int fd)
{
	struct log_reader *reader = memory_resize(NULL, 1, sizeof(*reader));

	input_begin(&reader->input, fd);
	fields_clear(&reader->fields);
	reader->has_held = false;
	reader->is_wrapped = reader->has_events = false;
	reader->line = 0;
	return reader;
}

/* Reads the next line without the CR at its end. */
static enum ha_status
next(struct log_reader *reader, struct ha_slice *line)
{
	enum ha_status status = HA_OK;

	if (reader->has_held)
		*line = reader->held;
	else
		status = input_next(&reader->input, line);
	reader->has_held = false;
	if (status != HA_OK)
		return status;
	if (reader->input.line == 1)
		scan_take(line, "\xef\xbb\xbf");
	if (ha_slice_ends(*line, ha_slice_of("\r")))
		line->size--;
	if (reader->input.cut)
		reader->is_cut = true;
	return HA_OK;
}

/* Puts LINE, read last, back. */
static void
hold(struct log_reader *reader, struct ha_slice line)
{
	reader->held = line;
	reader->has_held = true;
}

/* Ends a record: what shows it is its message. */
static void
end_record(struct log_reader *reader, struct log_line *parts, bool *is_line)
{
	const struct ha_slice *values = reader->fields.values;

	if (reader->raw.size == 0)
		reader->raw =
		    (struct ha_slice){reader->fields.text, reader->fields.used};

	*is_line = fields_line(&reader->fields, parts);
	reader->is_cut |= reader->fields.is_damaged;
	if (values[FIELD_MESSAGE].data)
		reader->text = values[FIELD_MESSAGE];
	else if (values[FIELD_LINE].data)
		reader->text = values[FIELD_LINE];
}

/* Adds `NAME=VALUE`. */
static void
add_assignment(struct log_reader *reader, struct ha_slice line)
{
	struct ha_slice name = ha_slice_head(line, ha_slice_find(line, '='));

	fields_add(&reader->fields, name, ha_slice_from(line, name.size + 1));
}

/* The longest value that journald takes. */
#define VALUE_MAX ((uint64_t)768 << 20)

/* Reads what follows the line NAME of -o export: a size, and so many bytes. */
static enum ha_status
read_binary(struct log_reader *reader, struct ha_slice name)
{
	unsigned char bytes[8];
	char copy[64], *text;
	uint64_t size = 0;
	size_t room;

	name = ha_slice_head(name, sizeof(copy));
	memcpy(copy, name.data, name.size); /* the next read overwrites it */
	name.data = copy;
	if (input_bytes(&reader->input, (char *)bytes, sizeof(bytes),
			sizeof(bytes)) != HA_OK)
		return HA_ERR_IO;
	for (int i = 7; i >= 0; i--)
		size = size << 8 | bytes[i];
	if (size > VALUE_MAX)
		return HA_ERR_IO;
	text = fields_room(&reader->fields, &room);
	room = size < room ? (size_t)size : room;
	memset(text, 0, room);
	if (input_bytes(&reader->input, text, size, room) != HA_OK)
		reader->fields.is_damaged = true;
	if (size > room)
		reader->fields.is_damaged = true;
	fields_add(&reader->fields, name, (struct ha_slice){text, room});
	return input_bytes(&reader->input, (char *)bytes, 1, 1);
}

/* Whether LINE begins a record of -o export. */
static bool
is_export(struct ha_slice line)
{
	return scan_take(&line, "__CURSOR=") ||
	       scan_take(&line, "__REALTIME_TIMESTAMP=");
}

/* Whether NAME is one that fields of the journal may have. */
static bool
is_field(struct ha_slice name)
{
	for (size_t i = 0; i < name.size; i++)
		if (!scan_shape(ha_slice_from(name, i), "A") &&
		    !scan_shape(ha_slice_from(name, i), "9") &&
		    name.data[i] != '_')
			return false;
	return name.size > 0 && name.size <= 64;
}

/*
 * Reads a record of -o export, of which LINE is the first.  What is no field
 * ends it: the rest of it is missing.
 */
static enum ha_status
read_export(struct log_reader *reader, struct ha_slice line)
{
	enum ha_status status = HA_OK;

	while (status == HA_OK && line.size > 0) {
		size_t size = ha_slice_find(line, '=');

		if (!is_field(ha_slice_head(line, size)) ||
		    (scan_shape(line, "__CURSOR=") &&
		     reader->input.line > reader->line)) {
			reader->fields.is_damaged = true;
			hold(reader, line);
			break;
		}
		if (size < line.size)
			add_assignment(reader, line);
		else if (read_binary(reader, line) != HA_OK)
			reader->fields.is_damaged = true;
		status = next(reader, &line);
	}
	return status == HA_END ? HA_OK : status;
}

/* Reads the fields of a record of -o verbose, which stand behind a margin. */
static enum ha_status
read_verbose(struct log_reader *reader)
{
	enum ha_status status;
	struct ha_slice line;

	while ((status = next(reader, &line)) == HA_OK) {
		if (!scan_take(&line, "    ")) {
			hold(reader, line);
			return HA_OK;
		}
		if (!scan_shape(line, " "))
			add_assignment(reader, line);
	}
	return status == HA_END ? HA_OK : status;
}

/* How many blanks LINE begins with. */
static size_t
blanks_of(struct ha_slice line)
{
	return line.size - ha_slice_skip(line, HA_C_BLANK).size;
}

/* Whether LINE of JSON begins the events of CloudWatch, in lines to come. */
static bool
is_events(struct ha_slice line)
{
	line = ha_slice_trim(line, HA_C_BLANK);
	return scan_take(&line, "\"events\"") &&
	       ha_slice_ends(line, ha_slice_of("["));
}

/* Adds LINE to the object of JSON. */
static void
add_text(struct log_reader *reader, struct ha_slice line)
{
	if (line.size > sizeof(reader->object) - reader->size) {
		reader->fields.is_damaged = true;
		line.size = sizeof(reader->object) - reader->size;
	}
	memcpy(reader->object + reader->size, line.data, line.size);
	reader->size += line.size;
}

/*
 * Whether LINE may be one of an object of JSON, behind the first, which has
 * INDENT blanks before it: another such line begins another object.
 */
static bool
is_of_object(struct ha_slice line, size_t indent)
{
	if (blanks_of(line) <= indent &&
	    ha_slice_is(ha_slice_trim(line, HA_C_BLANK), "{"))
		return false;
	return scan_shape(line, "\t") || scan_shape(line, " ") ||
	       scan_shape(line, "\"") || scan_shape(line, "]");
}

/*
 * Reads the lines of an object of JSON up to `}`, of which the first is `{`,
 * both with INDENT blanks before.  What only holds events is left before them.
 * What is no line of an object ends it: the rest of it is missing.
 */
static enum ha_status
read_object(struct log_reader *reader, size_t indent)
{
	enum ha_status status;
	struct ha_slice line;
	bool is_end = false;

	reader->size = 0;
	add_text(reader, ha_slice_of("{"));
	while ((status = next(reader, &line)) == HA_OK) {
		if (is_events(line)) {
			reader->is_wrapped = true;
			return HA_OK;
		}
		is_end = blanks_of(line) == indent &&
			 scan_shape(ha_slice_from(line, indent), "}");
		if (!is_end && !is_of_object(line, indent)) {
			hold(reader, line);
			break;
		}
		add_text(reader, is_end ? ha_slice_of("}") : line);
		if (is_end)
			break;
	}
	reader->raw = (struct ha_slice){reader->object, reader->size};
	reader->fields.is_damaged |=
	    !fields_read_json(&reader->fields, reader->raw);
	return status == HA_END ? HA_OK : status;
}

/* Takes what stands before the object that *JSON, a line, may be. */
static void
take_wrapping(struct log_reader *reader, struct ha_slice *json)
{
	struct ha_slice events = *json;

	scan_take(json, "data: "); /* -o json-sse */
	scan_take(json, "\x1e");   /* -o json-seq */
	if (reader->is_wrapped)
		*json = ha_slice_skip(*json, HA_C_BLANK);
	if (ha_slice_is(*json, "["))
		reader->is_wrapped = true;
	else if (scan_shape(*json, "]"))
		reader->is_wrapped = false;
	if (scan_take(&events, "{\"events\":"))
		reader->has_events = true;
}

/* Whether LINE begins a record of -o verbose: a time, and a cursor alone. */
static bool
is_verbose(struct ha_slice line)
{
	struct log_time time;

	return log_time_take(&line, &time) && scan_take(&line, "[s=") &&
	       ha_slice_ends(line, ha_slice_of("]")) &&
	       ha_slice_find(line, ' ') == line.size;
}

/* Reads a record of several lines, of which LINE is the first. */
static enum ha_status
read_record(struct log_reader *reader, struct ha_slice line)
{
	if (is_export(line))
		return read_export(reader, line);
	if (!is_verbose(line))
		return read_object(reader, blanks_of(line));
	fields_add(&reader->fields, ha_slice_of("timestamp"), line);
	return read_verbose(reader);
}

enum ha_status
log_reader_next(struct log_reader *reader, struct log_line *parts,
		bool *is_line)
{
	struct ha_slice line, json;
	enum ha_status status;

	reader->is_cut = false;
	fields_clear(&reader->fields);
	status = next(reader, &line);
	if (status != HA_OK)
		return status;
	reader->line = reader->input.line;
	reader->text = reader->raw = json = line;
	take_wrapping(reader, &json);
	if (is_export(line) || is_verbose(line) || ha_slice_is(json, "{")) {
		/* the next read overwrites them */
		reader->text.size = reader->raw.size = 0;
		status = read_record(reader, line);
	} else if (!scan_shape(json, "{") ||
		   !fields_read_json(&reader->fields, json)) {
		*parts = (struct log_line){.time.clock = NULL};
		*is_line = log_line_read(line, parts);
		reader->is_cut |= !*is_line && scan_shape(json, "{");
		return HA_OK;
	}
	end_record(reader, parts, is_line);
	return status;
}
