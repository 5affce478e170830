/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Text: a line that grows in a buffer, and what of it comes from outside.
 *
 * Text from outside stands escaped: printable ASCII as it is, '"' and '\'
 * behind a backslash, every other byte as \xHH.  So a line stays one line,
 * and nobody can put words into it that look like ours.  In the log, '(' and
 * ')' are escaped too, blanks outside of quotes, and inside those the blank
 * behind a word such as "from": readers of logs look for addresses there, and
 * are to find none but the client's.
 */
#ifndef HA_TEXT_H
#define HA_TEXT_H

#include "common/base/slice.h"

/* USED bytes and a NUL in BUFFER of SIZE bytes; what does not fit is cut. */
struct ha_text {
	char *buffer;
	size_t size, used;
};

/* Where a text from outside stands. */
enum ha_text_place {
	HA_IN_WORD,    /* of the log, outside of quotes */
	HA_IN_QUOTES,  /* of the log */
	HA_FOR_PEOPLE, /* not in the log */
};

/* Adds what printf(3) would print. */
void ha_text_add(struct ha_text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds S, escaped. */
void ha_text_escaped(struct ha_text *text, struct ha_slice s,
		     enum ha_text_place place);

/* Adds VALUE, escaped, cut and marked "..." if long. */
void ha_text_part(struct ha_text *text, struct ha_slice value,
		  enum ha_text_place place);

/* Adds NAME as it is, and VALUE likewise, as a word. */
void ha_text_field(struct ha_text *text, const char *name,
		   struct ha_slice value);

/* Likewise VALUE between quotes. */
void ha_text_quoted(struct ha_text *text, struct ha_slice value,
		    enum ha_text_place place);

#endif
