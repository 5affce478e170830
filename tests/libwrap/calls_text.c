/* SPDX-License-Identifier: BSD-3-Clause */
/* Functions of texts: split_at, dot_quad_addr, cidr_mask_addr, xgets. */
#include "calls.h"

static void
split(const char *text, int delimiter)
{
	char copy[64];
	char *rest;

	snprintf(copy, sizeof(copy), "%s", text);
	rest = split_at(copy, delimiter);
	if (rest == NULL)
		row("split_at(%s, %c) = none, %s", text, delimiter, copy);
	else
		row("split_at(%s, %c) = %td, %s, %s", text, delimiter,
		    rest - copy, copy, rest);
}

static void
split_null(const void *data)
{
	(void)data;
	row("split_at(NULL, :) = %s", split_at(NULL, ':') ? "some" : "none");
}

static void
call_split(void)
{
	static const char *const texts[] = {
	    "",      ":",         "a",       "a:",        ":a",       "a:b",
	    "a:b:c", "[::1]",     "[::1]:b", "a:[::1]:b", "[a:b",     "a]:b",
	    "]:[:]", "[[::]:]:b", "[]:b",    "[:]",       "a[:b]c:d", "]a:b[",
	};
	size_t i;

	for (i = 0; i < COUNT(texts); i++)
		split(texts[i], ':');
	split("user@host", '@');
	split("[user@host]", '@');
	split("192.0.2.0/24", '/');
	split("[2001:db8::]/32", '/');
	split("[2001:db8::/32]", '/');
	split("a=b", '=');
	in_child("split_at(NULL)", 5, split_null, NULL);
}

/* All texts of five of these bytes, as one number. */
static void
call_split_all(void)
{
	static const char bytes[] = {'\0', 'a', ':', '[', ']'};
	unsigned long sum = 0;
	unsigned number, rest, i;
	char text[6] = "";
	char *found;

	for (number = 0; number < 5 * 5 * 5 * 5 * 5; number++) {
		for (i = 0, rest = number; i < 5; i++, rest /= 5)
			text[i] = bytes[rest % 5];
		found = split_at(text, ':');
		sum = sum * 31 + (found ? (unsigned long)(found - text) : 99);
		for (i = 0; i < 5; i++)
			sum = sum * 31 + (unsigned char)text[i];
	}
	row("split_at: all texts of five = %lx", sum);
}

static const char *const quads[] = {
    "",
    "1.2.3.4",
    "1.2.3",
    "1.2.3.4.5",
    "255.255.255.255",
    "0.0.0.0",
    "256.1.1.1",
    "1.2.3.4 ",
    " 1.2.3.4",
    "01.2.3.4",
    "08.2.3.4",
    "010.020.030.040",
    "0x1.2.3.4",
    "1..3.4",
    "1.2.3.",
    ".1.2.3",
    "1.2.3.-4",
    "a.b.c.d",
    "1.2.3.4/24",
    "4294967295",
    "1.2.3.4a",
    "1.2.3.999999999999",
    "255.255.255.0",
    "127.1.1.1\n",
};

static void
call_quad(void)
{
	char copy[64], quoted[64];
	size_t i;

	for (i = 0; i < COUNT(quads); i++) {
		snprintf(copy, sizeof(copy), "%s", quads[i]);
		row("dot_quad_addr(%s) = %lx",
		    quote(quoted, sizeof(quoted), quads[i]),
		    dot_quad_addr(copy));
	}
}

static void
call_cidr(void)
{
	static const char *const texts[] = {
	    "",    "0",   "1",   "8",   "16",         "24",   "31", "32",
	    "33",  "-1",  "64",  "128", "4294967296", "24x",  "x",  "/24",
	    " 24", "24 ", "+24", "024", "0x18",       "24.0",
	};
	char copy[64];
	size_t i;

	for (i = 0; i < COUNT(texts); i++) {
		snprintf(copy, sizeof(copy), "%s", texts[i]);
		row("cidr_mask_addr(%s) = %lx", texts[i], cidr_mask_addr(copy));
	}
}

struct lines {
	const char *text;
	int size;
};

/* Reads all lines, in a child: with a line too long it may never end. */
static void
get_lines(const void *data)
{
	const struct lines *lines = data;
	char text[64], buffer[64], result[512] = "", quoted[64];
	FILE *file;
	int i;

	snprintf(text, sizeof(text), "%s", lines->text);
	file = fmemopen(text, strlen(text), "r");
	tcpd_context.line = 0;
	for (i = 0; file && i < 8 && xgets(buffer, lines->size, file); i++) {
		size_t used = strlen(result);

		quote(quoted, sizeof(quoted), buffer);
		snprintf(result + used, sizeof(result) - used, "<%s>%d ",
			 quoted, tcpd_context.line);
	}
	quote(quoted, sizeof(quoted), lines->text);
	row("xgets(%s, %d) = %s%d", quoted, lines->size, result,
	    tcpd_context.line);
}

static void
call_lines(void)
{
	static const struct lines table[] = {
	    {"a\n", 64},
	    {"a", 64},
	    {"\n", 64},
	    {"a\nb\n", 64},
	    {"a\nb", 64},
	    {"a\\\nb\n", 64},
	    {"a\\\n\\\nb\nc\n", 64},
	    {"a\\\n", 64},
	    {"a\\", 64},
	    {"\\\n", 64},
	    {"\\\n\n", 64},
	    {"a\\\\\nb\n", 64},
	    {"a \\ \nb\n", 64},
	    {"a\r\nb\r\n", 64},
	    {"a\\\r\nb\n", 64},
	    {"# x\\\ny\n", 64},
	    {"abc\nd\n", 5},
	    {"ab\\\nc\nd\n", 6},
	};
	/* In these the buffer is full before the line ends. */
	static const struct lines full[] = {
	    {"abcdef\n", 4},
	    {"abc\n", 4},
	    {"ab\\\ncdef\n", 6},
	    {"abcd", 4},
	};
	char name[64];
	size_t i;

	for (i = 0; i < COUNT(table); i++)
		get_lines(&table[i]);
	for (i = 0; i < COUNT(full); i++) {
		snprintf(name, sizeof(name), "xgets: full %zu", i);
		in_child(name, 2, get_lines, &full[i]);
	}
}

void
call_text(void)
{
	call_split();
	call_split_all();
	call_quad();
	call_cidr();
	call_lines();
}
