/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/tool/merge_random.h"

#include "hostsaccess/change/merge.h"

#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 64, TEXT_MAX = 4096, ROUNDS = 200000 };

/* What others add: nothing else says that. */
#define REFUSAL "x: 66: deny"

/* A line, and which one of the first text it is; -1: none. */
struct line {
	const char *text;
	int origin;
};

struct lines {
	struct line all[LINES_MAX];
	int count;
};

/* What lines say: the first VARIETY of them. */
struct words {
	const char *const *all;
	int variety;
};

static const char *const any[] = {
    "s: 1: allow",
    "s: 2",
    "s: 3: deny",
    "ALL: ALL",
    "",
    "t: 1: allow",
    "v: 7: deny",
    "# c",
    "u: 5",
    "u: 6",
    "u: 7: deny",
    "# a comment",
    "# hostsaccess: x",
};

/* Without blank lines and comments, which are found beside others only. */
static const char *const rules[] = {
    "s: 1: allow",
    "s: 2",
    "s: 3: deny",
    "ALL: ALL",
    "# hostsaccess: x\ns: 1: allow",
    "# hostsaccess: x\ns: 3: deny",
    "# hostsaccess: x\n# hostsaccess: y\nv: 8",
    "t: 1: \\\nallow",
    "v: 9: deny",
    "u: 5",
    "u: 6",
    "u: 7: deny",
};

static int
dice(int sides)
{
	return rand() % sides;
}

static const char *
any_word(const struct words *words)
{
	return words->all[dice(words->variety)];
}

static void
add(struct lines *lines, const char *text, int origin)
{
	if (lines->count < LINES_MAX)
		lines->all[lines->count++] = (struct line){text, origin};
}

static void
make_base(struct lines *base, const struct words *words)
{
	int count = dice(10);

	base->count = 0;
	for (int i = 0; i < count; i++)
		add(base, any_word(words), i);
}

/* Changes each line of FROM with a chance of 1 in CHANCE. */
static void
change(const struct lines *from, struct lines *to, int chance,
       const struct words *words)
{
	to->count = 0;
	for (int i = 0; i < from->count; i++) {
		if (dice(chance * 2) == 0)
			add(to, any_word(words), -1);
		if (dice(chance) != 0)
			add(to, from->all[i].text, from->all[i].origin);
		else if (dice(2))
			add(to, any_word(words), -1);
	}
	if (dice(chance) == 0)
		add(to, any_word(words), -1);
}

static void
insert(const struct lines *from, struct lines *to, int place, const char *text)
{
	to->count = 0;
	for (int i = 0; i < from->count; i++) {
		if (i == place)
			add(to, text, -1);
		add(to, from->all[i].text, from->all[i].origin);
	}
}

static struct ha_slice
write_lines(const struct lines *lines, char text[TEXT_MAX])
{
	size_t size = 0;

	for (int i = 0; i < lines->count; i++)
		size += (size_t)snprintf(text + size, TEXT_MAX - size, "%s\n",
					 lines->all[i].text);
	return (struct ha_slice){text, size};
}

static bool
is_rule(const char *text)
{
	return text[0] != '\0' && text[0] != '#';
}

/* Takes the next line off TEXT, which ends with a newline. */
static struct ha_slice
take_line(struct ha_slice *text)
{
	size_t end = ha_slice_find(*text, '\n');
	struct ha_slice line = ha_slice_head(*text, end);

	*text = ha_slice_from(*text, end + 1);
	return line;
}

/*
 * Whether line I of LINES is one that stood at PLACE or behind.  Where another
 * one that says the same is new, nobody can know which of them is which.
 */
static bool
is_behind(const struct lines *lines, int i, int place)
{
	for (int k = 0; k < lines->count; k++)
		if (lines->all[k].origin < 0 &&
		    strcmp(lines->all[k].text, lines->all[i].text) == 0)
			return false;
	return is_rule(lines->all[i].text) && lines->all[i].origin >= place;
}

/* Whether MERGED is OURS with the refusal, that stands before all of PLACE. */
static bool
is_right(struct ha_slice merged, const struct lines *ours, int place)
{
	bool seen = false;
	int i = 0;

	while (merged.size > 0) {
		struct ha_slice line = take_line(&merged);

		if (ha_slice_same(line, ha_slice_of(REFUSAL)) && !seen) {
			seen = true;
		} else if (i < ours->count &&
			   ha_slice_same(line,
					 ha_slice_of(ours->all[i].text))) {
			if (!seen && is_behind(ours, i, place))
				return false;
			i++;
		} else if (line.size > 0) { /* one may be added before it */
			return false;
		}
	}
	return seen && i == ours->count;
}

static void
check_place(int chance, const struct words *words, bool deny_file)
{
	struct lines base, theirs, ours;
	char texts[3][TEXT_MAX], *merged;
	struct ha_slice slices[3];
	size_t size;
	int place;
	enum merged how;

	do
		make_base(&base, words);
	while (base.count == 0);
	place = dice(base.count);
	insert(&base, &theirs, place, REFUSAL);
	change(&base, &ours, chance, words);
	slices[0] = write_lines(&base, texts[0]);
	slices[1] = write_lines(&theirs, texts[1]);
	slices[2] = write_lines(&ours, texts[2]);
	how = merge_texts(slices[0], slices[1], slices[2], deny_file, &merged,
			  &size);
	if (how != MERGED_CLASH &&
	    !is_right((struct ha_slice){merged, size}, &ours, place))
		fail_msg("%d\n--\n%s--\n%s--\n%s--\n%.*s", how, texts[0],
			 texts[1], texts[2], (int)size, merged);
	assert_non_null(memmem(merged, size, REFUSAL, strlen(REFUSAL)));
	free(merged);
}

void
refusals_keep_their_place(void **state)
{
	(void)state;
	srand(2);
	for (int i = 0; i < ROUNDS; i++) {
		const struct words words = {any, 2 + dice((int)COUNT(any) - 1)};

		check_place(2 + dice(8), &words, i & 1);
	}
}

/* Whether LINES has one of them twice. */
static bool
repeats(const struct lines *lines)
{
	for (int i = 0; i < lines->count; i++)
		for (int k = 0; k < i; k++)
			if (strcmp(lines->all[i].text, lines->all[k].text) == 0)
				return true;
	return false;
}

/* Whether LINES has one of BASE at another place. */
static bool
moves(const struct lines *lines, const struct lines *base)
{
	for (int i = 0; i < lines->count; i++)
		for (int k = 0; k < base->count; k++)
			if (lines->all[i].origin < 0 &&
			    strcmp(lines->all[i].text, base->all[k].text) == 0)
				return true;
	return false;
}

/* Of lines that are the same it is not known which one was taken out. */
static void
check_again(int chance, const struct words *words, bool deny_file)
{
	struct lines base, theirs, ours;
	char texts[3][TEXT_MAX], *merged, *again;
	struct ha_slice slices[3];
	size_t size, again_size;

	make_base(&base, words);
	change(&base, &theirs, chance, words);
	change(&base, &ours, chance, words);
	if (repeats(&base) || repeats(&theirs) || repeats(&ours) ||
	    moves(&theirs, &base) || moves(&ours, &base))
		return;
	slices[0] = write_lines(&base, texts[0]);
	slices[1] = write_lines(&theirs, texts[1]);
	slices[2] = write_lines(&ours, texts[2]);
	merge_texts(slices[0], slices[1], slices[2], deny_file, &merged, &size);
	merge_texts(slices[0], (struct ha_slice){merged, size}, slices[2],
		    deny_file, &again, &again_size);
	/* an empty one is not taken for a change */
	if (size > 0 &&
	    (size != again_size || memcmp(merged, again, size) != 0))
		fail_msg("\n--\n%s--\n%s--\n%s--\n%.*s--\n%.*s", texts[0],
			 texts[1], texts[2], (int)size, merged, (int)again_size,
			 again);
	free(merged);
	free(again);
}

void
merging_again_changes_nothing(void **state)
{
	const struct words words = {rules, (int)COUNT(rules)};

	(void)state;
	srand(3);
	for (int i = 0; i < ROUNDS; i++)
		check_again(2 + dice(8), &words, i & 1);
}
