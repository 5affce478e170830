/* SPDX-License-Identifier: BSD-3-Clause */
/* Merging what two have made of one text: tables, and no line that is lost. */
#include "hostsaccess/change/merge.h"

#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

static const struct row {
	const char *name, *base, *theirs, *ours, *merged;
	enum merged how; /* unless it is MERGED_OURS or MERGED_BOTH */
} rows[] = {
    {"nothing", "", "", "", ""},
    {"only ours", "a\nb\n", "a\nb\n", "a\nB\n", "a\nB\n"},
    {"ours without its newline", "a\n", "a\n", "b", "b"},
    {"only theirs", "a\nb\n", "a\nx\nb\n", "a\nb\n", "a\nx\nb\n"},
    {"theirs at the end", "a\n", "a\nx\n", "a\nb\n", "a\nb\nx\n"},
    {"theirs at the end, ours before", "a\n", "a\nx\n", "b\na\n", "b\na\nx\n"},
    {"theirs at the begin", "a\n", "x\na\n", "b\na\n", "x\nb\na\n"},
    {"theirs behind a line that ours has changed", "a\nb\nc\n", "a\nb\nx\nc\n",
     "a\nB\nc\n", "a\nx\nB\nc\n"},
    {"two behind one another", "a\nb\n", "a\nx\ny\nb\n", "a\nb\nc\n",
     "a\nx\ny\nb\nc\n"},
    {"theirs took one out", "a\nx\nb\n", "a\nb\n", "a\nx\nb\nc\n", "a\nb\nc\n"},
    {"both took it out", "a\nx\n", "a\n", "a\n", "a\n"},
    {"ours took out another", "a\nx\ny\n", "a\ny\n", "a\nx\n", "a\n"},
    {"both added the same", "a\n", "a\nx\n", "a\nx\nb\n", "a\nx\nb\n"},
    {"theirs is ours already, and more", "a\n", "a\nb\nx\n", "a\nb\n",
     "a\nb\nx\n"},
    {"both have changed a line", "a\nb\n", "a\nx\n", "a\ny\n", "a\ny\nx\n",
     MERGED_CLASH},
    {"the same twice", "a\n", "a\na\n", "a\nb\n", "a\nb\na\n"},
    {"one of two is taken out", "a\na\n", "a\n", "a\na\nb\n", "a\nb\n"},
    {"everything is new", "a\n", "x\n", "b\n", "b\nx\n", MERGED_CLASH},
    {"theirs is empty", "a\nb\n", "", "a\nb\nc\n", "c\n"},
    {"ours is empty", "a\n", "a\nx\n", "", "x\n"},
    {"no newline", "a", "a\nx", "a\nb", "a\nb\nx\n"},
    {"a line that goes on", "a \\\nb\n", "a \\\nb\nx \\\ny\n", "a \\\nb\nc\n",
     "a \\\nb\nc\nx \\\ny\n"},
    {"ours goes on at its end", "a\n", "a\nx\n", "a\nb \\\n", "a\nb \\\n\nx\n"},
    {"theirs goes on at its end", "a\nb\n", "a\nx \\", "a\nb\nc\n",
     "a\nc\nx \\\n"},
    {"blank lines", "a\n\nb\n\nc\n", "a\n\nb\n\nx\nc\n", "a\n\nb\n\nc\nd\n",
     "a\n\nb\n\nx\nc\nd\n"},
    {"a lone backslash", "\\\n", "\\\nx\n", "\\\n", "\\\nx\n"},
};

static void
check_row(const struct row *row)
{
	enum merged how;
	char *text;
	size_t size;

	how = merge_texts(ha_slice_of(row->base), ha_slice_of(row->theirs),
			  ha_slice_of(row->ours), &text, &size);
	if ((how == MERGED_CLASH) != (row->how == MERGED_CLASH) ||
	    (how == MERGED_OURS) != (strcmp(row->ours, row->merged) == 0))
		fail_msg("%s: %d", row->name, how);
	if (size != strlen(row->merged) || memcmp(text, row->merged, size) != 0)
		fail_msg("%s: %.*s", row->name, (int)size, text);
	free(text);
}

static void
texts_are_merged(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check_row(&rows[i]);
}

/* A text of some of the letters, a line each, none of them twice. */
static void
make_text(unsigned letters, char text[64])
{
	static const char all[] = "abcdefghij";
	size_t size = 0;

	for (size_t i = 0; i + 1 < sizeof(all); i++)
		if (letters >> i & 1) {
			text[size++] = all[i];
			text[size++] = '\n';
		}
	text[size] = '\0';
}

/* Of lines that differ, each is there as its own two changes say. */
static void
check_letters(unsigned base, unsigned theirs, unsigned ours)
{
	char texts[4][64], *text;
	unsigned wanted = (ours & ~(base & ~theirs)) | (theirs & ~base);
	size_t size;

	make_text(base, texts[0]);
	make_text(theirs, texts[1]);
	make_text(ours, texts[2]);
	merge_texts(ha_slice_of(texts[0]), ha_slice_of(texts[1]),
		    ha_slice_of(texts[2]), &text, &size);
	for (size_t i = 0; i < size; i += 2) {
		unsigned letter = 1U << (text[i] - 'a');

		assert_true(wanted & letter);
		wanted &= ~letter;
	}
	assert_int_equal(wanted, 0);
	free(text);
}

static void
no_line_is_lost(void **state)
{
	(void)state;
	srand(1);
	for (int i = 0; i < 20000; i++)
		check_letters((unsigned)rand() & 1023, (unsigned)rand() & 1023,
			      (unsigned)rand() & 1023);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_are_merged),
	    cmocka_unit_test(no_line_is_lost),
	};

	return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
