/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/escape.h"

#include "hostsaccess/past/scan.h"

/* Takes the byte in front of WORD, which is not empty. */
static char
take_plain(struct ha_slice *word)
{
	char c = word->data[0];

	*word = ha_slice_from(*word, 1);
	return c;
}

/* What stands behind a backslash: `xHH`, or the byte itself. */
static char
take_escape(struct ha_slice *word)
{
	unsigned high, low;

	if (word->size >= 3 && word->data[0] == 'x') {
		high = scan_digit(word->data[1]);
		low = scan_digit(word->data[2]);
		if (high < 16 && low < 16) {
			*word = ha_slice_from(*word, 3);
			return (char)(high * 16 + low);
		}
	}
	return take_plain(word);
}

/*
 * Likewise: `OOO`, a letter, or a backslash.  Where none of these stands, or a
 * letter that goes on as the name of a user, as in DOMAIN\user, the backslash
 * itself is meant.
 */
static char
take_vis(struct ha_slice *word)
{
	static const char names[] = "nrbavtfs0", bytes[] = "\n\r\b\a\v\t\f ";
	unsigned long byte;
	const char *name;
	char c;

	if (word->size >= 3 &&
	    ha_slice_number(ha_slice_head(*word, 3), 8, 255, &byte)) {
		*word = ha_slice_from(*word, 3);
		return (char)byte;
	}
	c = word->data[0];
	name = c ? strchr(names, c) : NULL;
	if ((!name && c != '\\') || (name && scan_shape(*word, "aa")))
		return '\\';
	take_plain(word);
	return name ? bytes[name - names] : c;
}

static struct ha_slice
undo(struct ha_slice word, char (*take)(struct ha_slice *), char *buffer,
     size_t size)
{
	size_t used = 0;

	while (word.size > 0 && used < size) {
		char c = take_plain(&word);

		buffer[used++] = c == '\\' && word.size > 0 ? take(&word) : c;
	}
	return (struct ha_slice){buffer, used};
}

struct ha_slice
escape_undo(struct ha_slice word, char *buffer, size_t size)
{
	return undo(word, take_escape, buffer, size);
}

struct ha_slice
escape_undo_vis(struct ha_slice word, char *buffer, size_t size)
{
	return undo(word, take_vis, buffer, size);
}
