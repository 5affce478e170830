/* SPDX-License-Identifier: BSD-3-Clause */
/* What the command writes: JSON, fields of tables, marked lines. */
#include "hostsaccess/tool/json.h"
#include "hostsaccess/tool/output.h"
#include "hostsaccess/tool/utf8.h"

#include "tests/unit/unit.h"

#include <locale.h>
#include <stdlib.h>
#include <wchar.h>

static char *text;
static size_t text_size;

static FILE *
begin(void)
{
	FILE *stream = open_memstream(&text, &text_size);

	assert_non_null(stream);
	return stream;
}

static void
assert_written(FILE *stream, const char *expected)
{
	assert_int_equal(fclose(stream), 0);
	assert_string_equal(text, expected);
	free(text);
}

static const struct text_row {
	const char *name;
	struct ha_slice text;
	const char *json;
} texts[] = {
    {"plain", S("sshd: ALL"), "\"sshd: ALL\""},
    {"empty", S(""), "\"\""},
    {"quotes and backslashes", S("a\"b\\"), "\"a\\\"b\\\\\""},
    {"control bytes", S("\t\n\x1b\x7f"), "\"\\u0009\\u000a\\u001b\\u007f\""},
    {"NUL", S("a\0b"), "\"a\\u0000b\""},
    {"UTF-8", S("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80"),
     "\"\\u00e9 \\u20ac \\ud83d\\ude00\""},
    {"a control character and a direction mark in UTF-8",
     S("\xc2\x9b \xe2\x80\xae"), "\"\\u009b \\u202e\""},
    {"the last code", S("\xf4\x8f\xbf\xbf"), "\"\\udbff\\udfff\""},
    {"Latin-1", S("\xe9t\xe9"), "\"\\u00e9t\\u00e9\""},
    {"UTF-8 and Latin-1: all is Latin-1", S("\xc3\xa9\xe9"),
     "\"\\u00c3\\u00a9\\u00e9\""},
    {"a sequence that is cut", S("\xe2\x82"), "\"\\u00e2\\u0082\""},
    {"an overlong one", S("\xc0\x80"), "\"\\u00c0\\u0080\""},
    {"an overlong one of three", S("\xe0\x80\x80"),
     "\"\\u00e0\\u0080\\u0080\""},
    {"a surrogate", S("\xed\xa0\x80"), "\"\\u00ed\\u00a0\\u0080\""},
    {"beyond the last code", S("\xf4\x90\x80\x80"),
     "\"\\u00f4\\u0090\\u0080\\u0080\""},
    {"a third byte that does not continue", S("\xe2\x82z"),
     "\"\\u00e2\\u0082z\""},
};

static const struct head_row {
	const char *name;
	struct ha_slice text;
	size_t size, head;
} heads[] = {
    {"shorter", S("ab"), 3, 2},
    {"ASCII", S("abc"), 2, 2},
    {"between sequences", S("\xc3\xa9\xc3\xa9"), 2, 2},
    {"within one of two", S("a\xc3\xa9"), 2, 1},
    {"within one of three", S("a\xe2\x82\xac"), 3, 1},
    {"within one of four", S("a\xf0\x9f\x98\x80"), 4, 1},
    {"behind one of four", S("\xf0\x9f\x98\x80z"), 4, 4},
    {"no UTF-8", S("\x80\x80\x80\x80\x80"), 4, 4},
    {"Latin-1", S("\xe9t\xe9"), 2, 2},
    {"none of it", S("\xc3\xa9"), 1, 0},
};

static void
test_heads(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(heads); i++) {
		row(heads[i].name);
		assert_int_equal(utf8_head(heads[i].text, heads[i].size).size,
				 heads[i].head);
	}
}

static const struct quoted_row {
	const char *name;
	struct ha_slice text;
	bool utf8;
	const char *quoted;
} quoted[] = {
    {"ASCII", S("a \"b\\"), true, "\"a \\\"b\\\\\""},
    {"UTF-8", S("b\xc3\xbcro"), true, "\"b\xc3\xbcro\""},
    {"UTF-8, and no such terminal", S("b\xc3\xbcro"), false,
     "\"b\\xc3\\xbcro\""},
    {"Cyrillic, with letters of its own", S("\xd1\x88\xd0\xb0"), true,
     "\"\xd1\x88\xd0\xb0\""},
    {"beside a Latin letter", S("d\xd0\xb0"), true, "\"d\\xd0\\xb0\""},
    {"nothing but lookalikes", S("\xd0\xb0-1"), true, "\"\\xd0\\xb0-1\""},
    {"a wide colon", S("\xef\xbc\x9a"), true, "\"\\xef\\xbc\\x9a\""},
    {"a letter of formulas", S("\xf0\x9d\x90\x9a"), true,
     "\"\\xf0\\x9d\\x90\\x9a\""},
    {"a blank that is none", S("\xc2\xa0"), true, "\"\\xc2\\xa0\""},
    {"a mark of direction", S("\xe2\x80\x8f"), true, "\"\\xe2\\x80\\x8f\""},
    {"a control", S("\xc2\x9b"), true, "\"\\xc2\\x9b\""},
    {"a tag", S("\xf3\xa0\x81\x81"), true, "\"\\xf3\\xa0\\x81\\x81\""},
    {"for own use", S("\xee\x80\x80"), true, "\"\\xee\\x80\\x80\""},
    {"a point of Hebrew, U+05BF", S("\xd6\xbf"), true, "\"\\xd6\\xbf\""},
    {"a mark of Arabic, U+06D6", S("\xdb\x96"), true, "\"\\xdb\\x96\""},
    {"a mark of Devanagari, U+0941", S("\xe0\xa5\x81"), true,
     "\"\\xe0\\xa5\\x81\""},
    {"a letter of Devanagari", S("\xe0\xa4\x95"), true, "\"\xe0\xa4\x95\""},
    {"a format of shorthand, U+1BCA0", S("\xf0\x9b\xb2\xa0"), true,
     "\"\\xf0\\x9b\\xb2\\xa0\""},
    {"a joiner of hieroglyphs, U+13430", S("\xf0\x93\x90\xb0"), true,
     "\"\\xf0\\x93\\x90\\xb0\""},
    {"a sign of numbers, U+0600", S("\xd8\x80"), true, "\"\\xd8\\x80\""},
    {"Hebrew, which moves digits", S("\xd7\x90"), true, "\"\\xd7\\x90\""},
    {"Arabic", S("\xd8\xb4"), true, "\"\\xd8\\xb4\""},
    {"digits of Arabic", S("\xd9\xa1"), true, "\"\\xd9\\xa1\""},
    {"a sign like ':', U+02D0", S("a\xcb\x90"), true, "\"a\\xcb\\x90\""},
    {"Cherokee like ALL", S("\xe1\x8e\xaa\xe1\x8f\x9e\xe1\x8f\x9e"), true,
     "\"\\xe1\\x8e\\xaa\\xe1\\x8f\\x9e\\xe1\\x8f\\x9e\""},
    {"Cherokee", S("\xe1\x8e\xaa\xe1\x8e\xae"), true,
     "\"\xe1\x8e\xaa\xe1\x8e\xae\""},
    {"Latin-1", S("\xe9"), true, "\"\\xe9\""},
    {"long", S("1234567890\xc3\xa9"), true, "\"1234567890...\""},
};

static void
test_quoted(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(quoted); i++) {
		FILE *stream = begin();

		row(quoted[i].name);
		output_quoted(stream, quoted[i].text, 11, quoted[i].utf8);
		assert_written(stream, quoted[i].quoted);
	}
}

/*
 * What takes no column is not shown as it is.  A C library may know of more
 * than these blocks do, which a later Unicode has added.
 */
static void
test_columns(void **state)
{
	unsigned missed = 0;

	(void)state;
	if (!setlocale(LC_CTYPE, "C.UTF-8")) {
		puts("NOT RUN: json: columns; no locale C.UTF-8");
		skip();
	}
	for (unsigned c = 1; c < 0x110000; c++)
		missed += wcwidth((wchar_t)c) == 0 && !utf8_is_hidden(c);
	setlocale(LC_CTYPE, "C");
	assert_within(missed, 0, 100);
}

static void
test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct json json = {.stream = begin()};

		row(texts[i].name);
		json_text(&json, NULL, texts[i].text);
		assert_written(json.stream, texts[i].json);
	}
}

static void
test_document(void **state)
{
	struct json json = {.stream = begin()};

	(void)state;
	for (int i = 0; i < 2; i++) {
		json_object(&json, NULL);
		json_string(&json, "name", "x");
		json_array(&json, "list");
		json_number(&json, NULL, 0);
		json_object(&json, NULL);
		json_object_end(&json);
		json_array(&json, NULL);
		json_array_end(&json);
		json_array_end(&json);
		json_bool(&json, "yes", true);
		json_bool(&json, "no", false);
		json_object_end(&json);
		json_end(&json);
	}
	assert_written(json.stream, "{\"name\":\"x\",\"list\":[0,{},[]],"
				    "\"yes\":true,\"no\":false}\n"
				    "{\"name\":\"x\",\"list\":[0,{},[]],"
				    "\"yes\":true,\"no\":false}\n");
}

static void
test_escaped(void **state)
{
	FILE *stream = begin();

	(void)state;
	output_escaped(stream, S("a b\"\\ \t\r\n\x00\x1b[31m\x7f\xe9"));
	assert_written(stream, "a b\"\\\\ \\t\\r\\n\\x00\\x1b[31m\\x7f\\xe9");
}

/* The longest line that is shown whole. */
#define LINE "sshd: 10.0.0.5/8 # \x1b[31m\xe9\t!"

static void
test_marked(void **state)
{
	char line[400];
	FILE *stream = begin();

	(void)state;
	output_marked(stream, S(LINE), 7, 10, false);
	assert_written(stream, "    sshd: 10.0.0.5/8 # ?[31m? !\n"
			       "          ^~~~~~~~~~\n");
	stream = begin();
	output_marked(stream, S(LINE), 1, 0, true);
	assert_written(stream, "    sshd: 10.0.0.5/8 # ?[31m? !\n"
			       "    \033[1;32m^\033[0m\n");
	memset(line, '.', sizeof(line));
	line[300] = 'x';
	stream = begin();
	output_marked(stream, (struct ha_slice){line, sizeof(line)}, 301, 200,
		      false);
	assert_written(stream, "    ..................................."
			       "x........................................\n"
			       "                                       "
			       "^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_heads),    cmocka_unit_test(test_quoted),
	    cmocka_unit_test(test_columns),  cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_document), cmocka_unit_test(test_escaped),
	    cmocka_unit_test(test_marked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
