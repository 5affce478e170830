/* SPDX-License-Identifier: BSD-3-Clause */
/* Merging what two have made of one text: tables, and no line that is lost. */
#include "hostsaccess/change/merge.h"

#include "tests/tool/merge_random.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#define MARK "\xef\xbb\xbf"
#define NOTE "# hostsaccess: fail2ban sshd\n"

/* Of which file, and whether it is a clash. */
enum kind { ALLOW, DENY, ALLOW_CLASH, DENY_CLASH };

static const struct row {
	const char *name, *base, *theirs, *ours, *merged;
	enum kind kind;
} rows[] = {
    {"nothing", "", "", "", "", ALLOW},
    {"only ours", "a\nb\n", "a\nb\n", "a\nB\n", "a\nB\n", ALLOW},
    {"ours without its newline", "a\n", "a\n", "b", "b", ALLOW},
    {"only theirs", "a\nb\n", "a\nx\nb\n", "a\nb\n", "a\nx\nb\n", ALLOW},
    {"theirs at the end", "a\n", "a\nx\n", "a\nb\n", "a\nb\nx\n", ALLOW},
    {"theirs at the end of what denies", "a\n", "a\nx\n", "a\nb\n", "a\nx\nb\n",
     DENY},
    {"theirs at the end, ours before", "a\n", "a\nx\n", "b\na\n", "b\na\nx\n",
     ALLOW},
    {"theirs at the begin", "a\n", "x\na\n", "b\na\n", "b\nx\na\n", ALLOW},
    {"theirs at the begin of what denies", "a\n", "x\na\n", "b\na\n",
     "x\nb\na\n", DENY},
    {"theirs behind a line that ours has changed", "a\nb\nc\n", "a\nb\nx\nc\n",
     "a\nB\nc\n", "a\nB\nx\nc\n", ALLOW_CLASH},
    {"two behind one another", "a\nb\n", "a\nx\ny\nb\n", "a\nb\nc\n",
     "a\nx\ny\nb\nc\n", ALLOW},
    {"theirs took one out", "a\nx\nb\n", "a\nb\n", "a\nx\nb\nc\n", "a\nb\nc\n",
     ALLOW},
    {"both took it out", "a\nx\n", "a\n", "a\n", "a\n", ALLOW},
    {"ours took out another", "a\nx\ny\n", "a\ny\n", "a\nx\n", "a\n", ALLOW},
    {"ours changed the line before what theirs took out", "a\nx\nb\n", "a\nb\n",
     "A\nx\nb\n", "A\nb\n", ALLOW},
    {"theirs changed the line before what ours took out", "a\nx\nb\n",
     "A\nx\nb\n", "a\nb\n", "A\nb\n", ALLOW},
    {"both added the same", "a\n", "a\nx\n", "a\nx\nb\n", "a\nx\nb\n", ALLOW},
    {"both added the same that refuses", "a\n", "a\nx\n", "a\nb\nx\n",
     "a\nb\nx\n", DENY},
    {"both added the same that refuses, ours behind what allows", "a\n",
     "a\nx: x: deny\n", "a\nb\nx: x: deny\n", "a\nx: x: deny\nb\n", ALLOW},
    {"theirs is ours already, and more", "a\n", "a\nb\nx\n", "a\nb\n",
     "a\nb\nx\n", ALLOW},
    {"both have changed a line", "a\nb\n", "a\nx\n", "a\ny\n", "a\ny\nx\n",
     ALLOW_CLASH},
    {"both have changed a line of what denies", "a\nb\n", "a\nx\n", "a\ny\n",
     "a\nx\ny\n", DENY_CLASH},
    {"the same twice", "a\n", "a\na\n", "a\nb\n", "a\nb\na\n", ALLOW},
    {"one of two is taken out", "a\nb\na\nc\n", "b\na\nc\n", "a\nb\na\nc\nd\n",
     "b\na\nc\nd\n", ALLOW},
    {"everything is new", "a\n", "x\n", "b\n", "b\nx\n", ALLOW_CLASH},
    {"theirs is empty", "a\nb\n", "", "a\nb\nc\n", "a\nb\nc\n", ALLOW_CLASH},
    {"theirs is empty, ours is base", "a\nb\n", "", "a\nb\n", "a\nb\n",
     DENY_CLASH},
    {"theirs is a mark only", "a\nb\n", MARK, "a\nb", "a\nb", DENY_CLASH},
    {"all were empty", "", "", "a\n", "a\n", DENY},
    {"ours is empty", "a\n", "a\n", "", "", ALLOW},
    {"ours is empty, theirs has more", "a\n", "a\nx\n", "", "x\n", ALLOW},
    {"ours is empty, theirs has other", "a\n", "x\n", "", "x\n", ALLOW_CLASH},
    {"no newline", "a", "a\nx", "a\nb", "a\nb\nx\n", ALLOW},
    {"a line that goes on", "a \\\nb\n", "a \\\nb\nx \\\ny\n", "a \\\nb\nc\n",
     "a \\\nb\nc\nx \\\ny\n", ALLOW},
    {"ours goes on at its end", "a\n", "a\nx\n", "a\nb \\\n", "a\nb \\\n\nx\n",
     ALLOW},
    {"likewise, and it is merged again", "a\n", "a\nb \\\n\nx\n", "a\nb \\\n",
     "a\nb \\\n\nx\n", ALLOW},
    {"theirs goes on at its end", "a\nb\n", "a\nb\nx \\", "a\nb\nc\n",
     "a\nb\nc\nx \\\n", ALLOW},
    {"a note of nothing is not for what follows", "a\n", "a\nx\n", "a\n" NOTE,
     "a\n" NOTE "\nx\n", ALLOW},
    {"blank lines", "a\n\nb\n\nc\n", "a\n\nb\n\nx\nc\n", "a\n\nb\n\nc\nd\n",
     "a\n\nb\n\nx\nc\nd\n", ALLOW},
    {"a lone backslash", "\\\n", "\\\nx\n", "\\\n", "\\\nx\n", ALLOW},

    /* what refuses keeps its place */
    {"a blank line that ours put elsewhere", "# c\n\ns: ALL: allow\n",
     "s: 1: deny\n# c\n\ns: ALL: allow\n", "s: ALL: allow\n\n# c\n",
     "s: 1: deny\ns: ALL: allow\n\n# c\n", ALLOW},
    {"a blank line more at the end", "\ns: ALL: allow\n",
     "s: 1: deny\n\ns: ALL: allow\n", "s: ALL: allow\n\n",
     "s: 1: deny\ns: ALL: allow\n\n", ALLOW},
    {"a blank line before what refuses", "\ns: ALL: allow\n",
     "\ns: 1: deny\ns: ALL: allow\n", "s: ALL: allow\n\n",
     "s: 1: deny\ns: ALL: allow\n\n", ALLOW},
    {"an equal note before what refuses", NOTE "s: 2\n" NOTE "s: ALL: allow\n",
     NOTE "s: 2\n" NOTE "s: 1: deny\n" NOTE "s: ALL: allow\n",
     NOTE "s: ALL: allow\n", NOTE "s: 1: deny\n" NOTE "s: ALL: allow\n", ALLOW},
    {"an equal note at the end, and what refuses at the begin",
     NOTE "s: ALL: allow\n", NOTE "s: 1: deny\n" NOTE "s: ALL: allow\n",
     "s: ALL: allow\n" NOTE "s: 2\n",
     NOTE "s: 1: deny\ns: ALL: allow\n" NOTE "s: 2\n", ALLOW_CLASH},
    {"notes that are the same", NOTE "s: 1: allow\n" NOTE "s: 2: allow\n",
     NOTE "s: 9: deny\n" NOTE "s: 1: allow\n" NOTE "s: 2: allow\n",
     NOTE "s: 2: allow\n", NOTE "s: 9: deny\n" NOTE "s: 2: allow\n", ALLOW},
    {"a note goes with its rule", NOTE "s: 1\n" NOTE "s: 2\n" NOTE "s: 3\n",
     NOTE "s: 2\n" NOTE "s: 3\n",
     NOTE "s: 1\n" NOTE "s: 2\n" NOTE "s: 3\nt: 4\n",
     NOTE "s: 2\n" NOTE "s: 3\nt: 4\n", DENY},
    {"the one in the middle", NOTE "s: 1\n" NOTE "s: 2\n" NOTE "s: 3\n",
     NOTE "s: 1\n" NOTE "s: 3\n",
     "t: 4\n" NOTE "s: 1\n" NOTE "s: 2\n" NOTE "s: 3\n",
     "t: 4\n" NOTE "s: 1\n" NOTE "s: 3\n", DENY},
    {"two notes of one rule", "# hostsaccess: x\n" NOTE "s: 1\ns: 2\n",
     "s: 2\n", "# hostsaccess: x\n" NOTE "s: 1\ns: 2\ns: 3\n", "s: 2\ns: 3\n",
     ALLOW},
    {"the first of equal rules goes",
     "s: 10.0.0.5\ns: 10.0.0.0/8: deny\ns: 10.0.0.5\nt: ALL\n",
     "s: 10.0.0.0/8: deny\ns: 10.0.0.5\nt: ALL\n",
     "s: 10.0.0.5\ns: 10.0.0.0/8: deny\ns: 10.0.0.5\nt: ALL\nu: ALL\n",
     "s: 10.0.0.0/8: deny\ns: 10.0.0.5\nt: ALL\nu: ALL\n", ALLOW},
    {"the last of equal rules goes",
     "s: 10.0.0.5\ns: 10.0.0.0/8: deny\ns: 10.0.0.5\nt: ALL\n",
     "s: 10.0.0.5\ns: 10.0.0.0/8: deny\nt: ALL\n",
     "u: ALL\ns: 10.0.0.5\ns: 10.0.0.0/8: deny\ns: 10.0.0.5\nt: ALL\n",
     "u: ALL\ns: 10.0.0.5\ns: 10.0.0.0/8: deny\nt: ALL\n", ALLOW},
    {"others took what ours changed", "a\nb\nc\n", "a\nc\n", "a\nB\nc\n",
     "a\nB\nc\n", ALLOW_CLASH},
    {"others changed what ours took", "a\nb\nc\n", "a\nB\nc\n", "a\nc\n",
     "a\nB\nc\n", ALLOW_CLASH},
    {"others refuse before what ours moved", "a\nx\ny\nb\n",
     "a\nx\ns: 1: deny\ny\nb\n", "b\na\nx\ny\n", "b\na\nx\ns: 1: deny\ny\n",
     ALLOW_CLASH},
    {"others refuse before what ours took out", "a\nb\nc\n",
     "a\ns: 1: deny\nb\nc\n", "a\nc\n", "a\ns: 1: deny\nc\n", ALLOW},
    {"others refuse before one that is there twice", "b\ny\nb\ny\nz\nw\n",
     "b\ns: 1: deny\ny\nb\ny\nz\nw\n", "b\ny\nq\nw\n",
     "b\ns: 1: deny\ny\nq\nw\n", ALLOW_CLASH},
    {"a comment goes with what refuses", "a\n", "a\nb\n# it\ns: 1: deny\n",
     "a\nc\n", "a\n# it\ns: 1: deny\nc\nb\n", ALLOW},
    {"in a clash, too", "a\n", "x\n# it\ns: 1: deny\n", "b\n",
     "# it\ns: 1: deny\nb\nx\n", ALLOW_CLASH},
    {"what theirs took is not there in a clash", "a\nb\nc\nd\n", "a\nx\nd\n",
     "a\nB\nc\nd\n", "a\nB\nx\nd\n", ALLOW_CLASH},

    /* what refuses */
    {"an option of a line that goes on", "a\n", "a\ns: 1: \\\nde\\\nny\n",
     "a\nb\n", "a\ns: 1: \\\nde\\\nny\nb\n", ALLOW},
    {"any case, and a comment", "a\n", "a\ns: 1 : DENY # x\n", "a\nb\n",
     "a\ns: 1 : DENY # x\nb\n", ALLOW},
    {"an IPv6 address", "a\n", "a\ns: 2001:db8::1\n", "a\nb\n",
     "a\nb\ns: 2001:db8::1\n", ALLOW},
    {"a name is no option", "a\n", "a\ns: allow\n", "a\nb\n",
     "a\ns: allow\nb\n", DENY},
    {"a command is one", "a\n", "a\ns: 1: spawn x\\:deny\n", "a\nb\n",
     "a\nb\ns: 1: spawn x\\:deny\n", ALLOW},
    {"deny is not the last one", "a\n", "a\ns: 1: deny: spawn x\n", "a\nb\n",
     "a\nb\ns: 1: deny: spawn x\n", ALLOW},
    {"what allows in the file that denies", "a\n",
     "a\ns: 1: allow\ns: 2: severity x\n", "a\nb\n",
     "a\ns: 2: severity x\nb\ns: 1: allow\n", DENY},

    /* byte order marks */
    {"all have a mark", MARK "a\n", MARK "x\na\n", MARK "a\nb\n",
     MARK "x\na\nb\n", ALLOW},
    {"ours has one", "a\n", "x\na\n", MARK "a\nb\n", MARK "x\na\nb\n", ALLOW},
    {"theirs has one", "a\n", MARK "x\na\n", "a\nb\n", "x\na\nb\n", ALLOW},
    {"theirs has one, ours nothing", "a\n", MARK "a\nx\n", "", MARK "x\n",
     ALLOW},
    {"ours lost it", MARK "a\n", MARK "a\n", "a\n", "a\n", ALLOW},
    {"ours got it", "a\n", "a\n", MARK "a", MARK "a", ALLOW},
};

static void
check_row(const struct row *row)
{
	bool clash = row->kind == ALLOW_CLASH || row->kind == DENY_CLASH;
	enum merged how, wanted = MERGED_BOTH;
	char *text;
	size_t size;

	how = merge_texts(ha_slice_of(row->base), ha_slice_of(row->theirs),
			  ha_slice_of(row->ours),
			  row->kind == DENY || row->kind == DENY_CLASH, &text,
			  &size);
	if (clash)
		wanted = MERGED_CLASH;
	else if (strcmp(row->ours, row->merged) == 0)
		wanted = MERGED_OURS;
	if (size != strlen(row->merged) || memcmp(text, row->merged, size) != 0)
		fail_msg("%s: %.*s", row->name, (int)size, text);
	if (how != wanted)
		fail_msg("%s: %d", row->name, how);
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
check_letters(unsigned base, unsigned theirs, unsigned ours, bool deny_file)
{
	char texts[4][64], *text;
	unsigned wanted = (ours & ~(base & ~theirs)) | (theirs & ~base);
	size_t size;

	if (theirs == 0 && base != 0)
		wanted = ours;
	make_text(base, texts[0]);
	make_text(theirs, texts[1]);
	make_text(ours, texts[2]);
	merge_texts(ha_slice_of(texts[0]), ha_slice_of(texts[1]),
		    ha_slice_of(texts[2]), deny_file, &text, &size);
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
	for (int i = 0; i < 50000; i++)
		check_letters((unsigned)rand() & 1023, (unsigned)rand() & 1023,
			      (unsigned)rand() & 1023, i & 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_are_merged),
	    cmocka_unit_test(no_line_is_lost),
	    cmocka_unit_test(refusals_keep_their_place),
	    cmocka_unit_test(merging_again_changes_nothing),
	};

	return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
