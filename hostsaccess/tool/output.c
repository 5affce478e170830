/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/output.h"

#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>
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

/* How much of a line is shown, and how much of that before the mark. */
#define WIDTH 76
#define BEFORE 36

/* One column for each byte, so that the mark stands where it belongs. */
static void
put_column(FILE *stream, char c)
{
	if (c == '\t')
		c = ' ';
	putc(c >= ' ' && c < 0x7f ? c : '?', stream);
}

void
output_marked(FILE *stream, struct ha_slice line, size_t column, size_t size,
	      bool colour)
{
	size_t start = column > BEFORE ? column - BEFORE : 0;
	struct ha_slice shown =
	    ha_slice_head(ha_slice_from(line, start), WIDTH);
	size_t before = column - 1 - start;

	fputs("    ", stream);
	for (size_t i = 0; i < shown.size; i++)
		put_column(stream, shown.data[i]);
	fprintf(stream, "\n    %*s%s^", (int)before, "",
		colour ? "\033[1;32m" : "");
	for (size_t i = 1; i < size && before + i < shown.size; i++)
		putc('~', stream);
	fputs(colour ? "\033[0m\n" : "\n", stream);
}
