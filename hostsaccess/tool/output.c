/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/output.h"

#include "common/base/text.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/utf8.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

void
output_escaped(FILE *stream, struct ha_slice s)
{
	static const char named[] = {
	    ['\\'] = '\\', ['\t'] = 't', ['\r'] = 'r', ['\n'] = 'n'};

	for (size_t i = 0; i < s.size; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (c < sizeof(named) && named[c])
			fprintf(stream, "\\%c", named[c]);
		else if (c >= ' ' && c < 0x7f)
			putc(c, stream);
		else
			fprintf(stream, "\\x%02x", c);
	}
}

void
output_plain(FILE *stream, const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c >= ' ' && c < 0x7f)
			putc(c, stream);
		else
			fprintf(stream, "\\x%02x", c);
	}
}

void
output_vmessage(FILE *stream, const char *format, va_list arguments)
{
	char *text = NULL;

	if (vasprintf(&text, format, arguments) < 0)
		memory_out();
	output_plain(stream, text);
	putc('\n', stream);
	free(text);
}

void
output_message(FILE *stream, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	output_vmessage(stream, format, arguments);
	va_end(arguments);
}

bool
output_has_colour(FILE *stream)
{
	const char *no = getenv("NO_COLOR");
	const char *terminal = getenv("TERM");

	return !(no && *no) && isatty(fileno(stream)) && terminal &&
	       !ha_slice_is(ha_slice_of(terminal), "dumb");
}

bool
output_is_utf8(FILE *stream)
{
	locale_t locale;
	bool utf8;

	if (!isatty(fileno(stream)))
		return false;
	locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
	if (!locale)
		return false;
	utf8 =
	    ha_slice_is(ha_slice_of(nl_langinfo_l(CODESET, locale)), "UTF-8");
	freelocale(locale);
	return utf8;
}

#define COLUMNS_MAX 1000

unsigned
output_columns(FILE *stream)
{
	struct winsize size;

	if (!isatty(fileno(stream)) ||
	    ioctl(fileno(stream), TIOCGWINSZ, &size) || size.ws_col == 0 ||
	    size.ws_col > COLUMNS_MAX)
		return 80;
	return size.ws_col;
}

/* The size of the UTF8 character at AT in S, if it may be shown; else 0. */
static size_t
plain_size(struct ha_slice s, size_t at, bool utf8)
{
	size_t size = utf8 ? utf8_size(ha_slice_from(s, at)) : 0;

	return size > 1 && utf8_is_plain(s, at, size) ? size : 0;
}

void
output_text(FILE *stream, struct ha_slice s, bool utf8)
{
	for (size_t at = 0; at < s.size;) {
		size_t size = plain_size(s, at, utf8);
		char c = s.data[at];

		if (size > 0)
			fwrite(s.data + at, 1, size, stream);
		else if (c == '\t' || c == '\n')
			putc(' ', stream);
		else if (c >= ' ' && c <= '~')
			putc(c, stream);
		else
			fprintf(stream, "\\x%02x", (unsigned char)c);
		at += size > 0 ? size : 1;
	}
}

void
output_quoted(FILE *stream, struct ha_slice s, size_t max, bool utf8)
{
	struct ha_slice shown =
	    utf8 ? utf8_head(s, max) : ha_slice_head(s, max);
	char escaped[8];

	putc('"', stream);
	for (size_t at = 0; at < shown.size;) {
		size_t size = plain_size(shown, at, utf8);

		if (size > 0) {
			fwrite(shown.data + at, 1, size, stream);
		} else {
			struct ha_text text = {escaped, sizeof(escaped), 0};

			size = 1;
			ha_text_escaped(
			    &text, ha_slice_head(ha_slice_from(shown, at), 1),
			    HA_FOR_PEOPLE);
			fputs(escaped, stream);
		}
		at += size;
	}
	fputs(shown.size < s.size ? "...\"" : "\"", stream);
}

/* A character of a line, as it is shown in one column or two. */
struct cell {
	size_t size;
	unsigned columns;
	bool plain;
};

static struct cell
cell_at(struct ha_slice line, size_t at, bool utf8)
{
	struct ha_slice rest = ha_slice_from(line, at);
	size_t size = utf8 ? utf8_size(rest) : 1;

	if (size <= 1)
		return (struct cell){
		    1, 1, line.data[at] >= ' ' && line.data[at] < 0x7f};
	if (!utf8_is_plain(line, at, size))
		return (struct cell){size, 1, false};
	return (struct cell){size, utf8_columns(utf8_decode(rest.data, size)),
			     true};
}

/* Returns where the character before AT in LINE begins. */
static size_t
back(struct ha_slice line, size_t at, bool utf8)
{
	for (size_t size = 2; utf8 && size <= 4 && size <= at; size++)
		if (utf8_size(ha_slice_from(line, at - size)) == size)
			return at - size;
	return at - 1;
}

/* What of a line is shown: how far it goes, and where the mark is. */
struct view {
	size_t start, end;
	unsigned before, marked;
};

/* Finds the part of LINE to show around the SIZE bytes from COLUMN on. */
static struct view
view_of(struct ha_slice line, size_t column, size_t size, bool utf8,
	unsigned width)
{
	struct view view = {.start = column - 1};
	unsigned used;

	while (view.start > 0) {
		size_t at = back(line, view.start, utf8);
		unsigned columns = cell_at(line, at, utf8).columns;

		if (view.before + columns > width / 2 - 3)
			break;
		view.before += columns;
		view.start = at;
	}
	used = view.before;
	for (view.end = column - 1; view.end < line.size;) {
		struct cell cell = cell_at(line, view.end, utf8);

		if (used + cell.columns > width)
			break;
		if (view.end < column - 1 + size)
			view.marked += cell.columns;
		used += cell.columns;
		view.end += cell.size;
	}
	return view;
}

/* How much of a line is shown. */
#define WIDTH 76
#define WIDTH_MIN 16

void
output_marked(FILE *stream, struct ha_slice line, size_t column, size_t size,
	      bool colour)
{
	bool utf8 = output_is_utf8(stream);
	unsigned columns = output_columns(stream);
	unsigned width = columns < WIDTH + 4 ? columns - 4 : WIDTH;
	struct view view;

	if (columns < WIDTH_MIN + 4)
		width = WIDTH_MIN;
	view = view_of(line, column, size, utf8, width);
	fputs("    ", stream);
	for (size_t at = view.start; at < view.end;) {
		struct cell cell = cell_at(line, at, utf8);

		if (cell.plain)
			fwrite(line.data + at, 1, cell.size, stream);
		else
			putc(line.data[at] == '\t' ? ' ' : '?', stream);
		at += cell.size;
	}
	fprintf(stream, "\n    %*s%s^", (int)view.before, "",
		colour ? "\033[1;32m" : "");
	for (unsigned i = 1; i < view.marked; i++)
		putc('~', stream);
	fputs(colour ? "\033[0m\n" : "\n", stream);
}
