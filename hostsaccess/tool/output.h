/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Output: text from rule files, logs and clients, made harmless for
 * terminals and for tables.
 */
#ifndef TOOL_OUTPUT_H
#define TOOL_OUTPUT_H

#include "common/base/slice.h"

#include <stdarg.h>
#include <stdio.h>

/*
 * Writes S to STREAM: printable ASCII and blanks as they are, a backslash
 * twice, TAB, CR and LF as \t, \r and \n, every other byte as \xHH.  What
 * comes out is one field of a table, and reads back without loss.
 */
void output_escaped(FILE *stream, struct ha_slice s);

/*
 * Writes TEXT, words of ours that may hold others' text, to STREAM: printable
 * ASCII as it stands, every other byte as \xHH.
 */
void output_plain(FILE *stream, const char *text);

/* Writes a message, a format of printf(3), likewise, and a newline. */
void output_message(FILE *stream, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void output_vmessage(FILE *stream, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Returns whether STREAM is a terminal that is to show colours: NO_COLOR. */
bool output_has_colour(FILE *stream);

/* Returns whether STREAM is a terminal whose LC_CTYPE is UTF-8. */
bool output_is_utf8(FILE *stream);

/* Returns how many columns STREAM has if it is a terminal, else 80. */
unsigned output_columns(FILE *stream);

/*
 * Writes S as one line for people: printable ASCII as it is, blanks for TABs
 * and newlines, UTF8 characters that are what they seem to be
 * (utf8_is_plain()), and \xHH for all else.
 */
void output_text(FILE *stream, struct ha_slice s, bool utf8);

/*
 * Writes the first MAX bytes of S between quotes, and "..." if there are more:
 * as ha_quote() does, but with UTF8 characters as they are, if they are what
 * they seem to be (utf8_is_plain()).
 */
void output_quoted(FILE *stream, struct ha_slice s, size_t max, bool utf8);

/*
 * Writes LINE with a mark below the SIZE bytes from byte COLUMN (from 1) on,
 * each behind a margin; a long line is cut to what stands near the mark, and
 * fits the terminal.  UTF-8 stands as by output_quoted(), what does not as '?'.
 * COLOUR shows the mark in it.
 */
void output_marked(FILE *stream, struct ha_slice line, size_t column,
		   size_t size, bool colour);

#endif
