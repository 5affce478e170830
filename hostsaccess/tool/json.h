/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A writer of JSON (RFC 8259): one object a line.
 *
 * Text that is not UTF-8 is read as ISO 8859-1, so that no byte of it is lost.
 * What is written is printable ASCII, and harmless for terminals: all else
 * stands there by its number.
 */
#ifndef TOOL_JSON_H
#define TOOL_JSON_H

#include "common/base/slice.h"

#include <stdio.h>

/* A document while it is written.  Begin it with {.stream = ...}. */
struct json {
	FILE *stream;
	bool comma; /* something stands before the next value */
};

/*
 * Each begins or ends an object or array.  KEY is its name in the object
 * around it; NULL in an array and for the whole document.
 */
void json_object(struct json *json, const char *key);
void json_object_end(struct json *json);
void json_array(struct json *json, const char *key);
void json_array_end(struct json *json);

/* Ends the document: a newline. */
void json_end(struct json *json);

void json_text(struct json *json, const char *key, struct ha_slice value);
void json_string(struct json *json, const char *key, const char *value);
void json_number(struct json *json, const char *key, unsigned long value);
void json_bool(struct json *json, const char *key, bool value);

#endif
