/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lines: blocks of one shape, as people and their tools write them, with what
 * does not belong there in a few places.
 */
#include "tests/skim/write.h"

#include "common/base/line.h"

#include <string.h>

/* What the lines of a block have in common. */
struct shape {
	struct text head; /* daemons and ':'; what a list's line begins with */
	struct text tail; /* what stands behind the items */
	struct text before;  /* a line of its own before each */
	const char *between; /* items */
	const char *end;
	unsigned kind, other; /* of items: mostly the one, or both */
	bool mixed;
	unsigned items;
	unsigned near; /* one in so many items is about a client */
};

static const char *const betweens[] = {" ",  " ",  " ",  " ",    ", ",    ",",
				       "\t", "  ", "\f", "\r",   " ,",    "\v",
				       "; ", "|",  "",   "\\\n", " \\\n "};
static const char *const ends[] = {"\n",  "\n",   "\n",   "\n",  "\n",   "\r\n",
				   " \n", "\t\n", "\\\n", ",\n", "\f\n", ";\n"};

static void
tail_make(struct writer *writer, struct text *tail)
{
	static const char *const options[] = {" : deny",
					      ": allow",
					      " : ALLOW",
					      ":deny",
					      ": severity auth.info",
					      ":",
					      ": nosuch",
					      ": spawn true",
					      ": aclexec false",
					      ": aclexec x",
					      ": twist y",
					      " : spawn z : deny",
					      ":deny # why: x",
					      ": \\\n deny",
					      " : severity x",
					      ": setenv A B"};
	static const char *const rests[] = {
	    " # why",     "#x",      " ; SBL123",        ";",
	    "\t# a: b",   " EXCEPT", " EXCEPT 10.0.0.1", " EXCEPT ALL",
	    " # 1.2.3.4", " #",      " ; 10.0.0.0/8",    " EXCEPT LOCAL"};

	tail->size = 0;
	if (!dice_one_in(&writer->dice, 4))
		return;
	if (!writer->list && !dice_one_in(&writer->dice, 3))
		text_word(tail, DICE_PICK(&writer->dice, options));
	else
		text_word(tail, DICE_PICK(&writer->dice, rests));
}

/* Writes a line without a rule. */
static void
remark_write(struct writer *writer)
{
	static const char *const remarks[] = {
	    "# DenyHosts: Thu Jan  1 12:00:00 2009 | sshd: ",
	    "#",
	    "# ",
	    "",
	    "",
	    " ",
	    "\t",
	    "\r",
	    " # ",
	    "; ",
	    ";",
	    "sshd",
	    "sshd:",
	    "sshd: ",
	    ": ",
	    ":",
	    "# a \\",
	    "#\xff ",
	    "\\",
	    "##############################################################"};
	struct dice *dice = &writer->dice;
	const char *remark = DICE_PICK(dice, remarks);

	text_word(writer->text, remark);
	if (remark[0] && dice_one_in(dice, 2))
		token_write(writer, dice_below(dice, TOKEN_KINDS), false);
	if (remark[0] && dice_one_in(dice, 6))
		name_write(writer, dice_below(dice, 120));
}

static void
shape_make(struct writer *writer, struct shape *shape)
{
	struct dice *dice = &writer->dice;
	struct text *text = writer->text;

	shape->head.size = 0;
	shape->before.size = 0;
	writer->text = &shape->head;
	if (!writer->list)
		head_write(writer);
	else if (dice_one_in(dice, 8))
		text_fill(&shape->head, ' ', 1 + dice_below(dice, 3));
	tail_make(writer, &shape->tail);
	if (dice_one_in(dice, 8)) {
		writer->text = &shape->before;
		remark_write(writer);
		text_byte(&shape->before, '\n');
	}
	writer->text = text;
	shape->between = dice_one_in(dice, 2) ? DICE_PICK(dice, betweens) : " ";
	shape->end = dice_one_in(dice, 3) ? DICE_PICK(dice, ends) : "\n";
	shape->kind = dice_below(dice, TOKEN_KINDS);
	shape->other = dice_below(dice, TOKEN_KINDS);
	if (dice_one_in(dice, 2))
		shape->kind = dice_below(dice, 2) * 2;
	shape->mixed = dice_one_in(dice, 4);
	shape->items = dice_one_in(dice, 2) ? 1 : 1 + dice_below(dice, 10);
	shape->near = dice_one_in(dice, 2) ? 1000 : 40;
}

/* Writes an item of SHAPE; an ODD one need not be of its kind. */
static void
item_write(struct writer *writer, const struct shape *shape, bool odd)
{
	struct dice *dice = &writer->dice;
	const size_t start = writer->text->size;
	unsigned kind = shape->kind;

	if (shape->mixed && dice_one_in(dice, 2))
		kind = shape->other;
	if (odd && dice_one_in(dice, 2))
		kind = dice_below(dice, TOKEN_KINDS);
	token_write(writer, kind, !odd && !dice_one_in(dice, shape->near));
	if (odd && dice_one_in(dice, 3))
		spoil(writer, start);
}

/* Writes what moves the next word to another offset. */
static void
pad(struct writer *writer)
{
	const unsigned size = dice_below(&writer->dice, 192);

	switch (dice_below(&writer->dice, 4)) {
	case 0:
		text_byte(writer->text, '#');
		text_fill(writer->text, 'x', size);
		text_byte(writer->text, '\n');
		break;
	case 1:
		text_fill(writer->text, '\n', size);
		break;
	case 2:
		text_fill(writer->text, ' ', size);
		break;
	default:
		break;
	}
}

/* Changes what stands from START on: near its end, or the last ':'. */
static void
head_spoil(struct writer *writer, size_t start)
{
	static const char bytes[] = "#;,. /@x0[\t\r\\\n\xff";
	struct text *text = writer->text;
	size_t at = text->size;

	if (dice_one_in(&writer->dice, 3)) {
		spoil(writer, at > start + 3 ? at - 3 : start);
		return;
	}
	while (at > start && text->bytes[at - 1] != ':')
		at--;
	if (at > start)
		text->bytes[at - 1] = DICE_PICK(&writer->dice, bytes);
}

/* Writes a line of SHAPE; an ODD one has something that does not belong. */
static void
line_write(struct writer *writer, const struct shape *shape, bool odd)
{
	struct dice *dice = &writer->dice;
	const size_t start = writer->text->size;
	const unsigned items = odd && dice_one_in(dice, 2)
				   ? 1 + dice_below(dice, 10)
				   : shape->items;
	const unsigned odd_item = dice_below(dice, items);

	text_add(writer->text, shape->before.bytes, shape->before.size);
	if (odd && dice_one_in(dice, 4))
		pad(writer);
	if (odd && !writer->list && dice_one_in(dice, 6))
		head_write(writer);
	else
		text_add(writer->text, shape->head.bytes, shape->head.size);
	if (odd && dice_one_in(dice, 3))
		head_spoil(writer, start);
	for (unsigned i = 0; i < items; i++) {
		if (i > 0)
			text_word(writer->text, odd && dice_one_in(dice, 8)
						    ? DICE_PICK(dice, betweens)
						    : shape->between);
		item_write(writer, shape, odd && i == odd_item);
	}
	text_add(writer->text, shape->tail.bytes, shape->tail.size);
	if (odd && dice_one_in(dice, 6))
		spoil(writer, start);
	text_word(writer->text, odd && dice_one_in(dice, 8)
				    ? DICE_PICK(dice, ends)
				    : shape->end);
}

/* Writes a line of items that is about the longest that there may be. */
static void
giant_write(struct writer *writer, const struct shape *shape)
{
	struct text *text = writer->text;
	const size_t start = text->size;
	const size_t size = HA_LINE_MAX - 2 + dice_below(&writer->dice, 5);

	text_add(text, shape->head.bytes, shape->head.size);
	while (text->size - start < size) {
		item_write(writer, shape, false);
		text_byte(text, ' ');
	}
	text->size = start + size;
	text_byte(text, '\n');
}

/* Writes a block of COUNT lines, a few of them odd. */
static void
block_write(struct writer *writer, unsigned count)
{
	static struct shape shape;
	struct dice *dice = &writer->dice;
	const unsigned odds = 1 + count / (1 + dice_below(dice, 4));

	shape_make(writer, &shape);
	for (unsigned i = 0; i < count; i++) {
		if (dice_one_in(dice, 4 * odds)) {
			remark_write(writer);
			text_word(writer->text, shape.end);
		} else {
			line_write(writer, &shape, dice_one_in(dice, odds));
		}
	}
	if (dice_one_in(dice, 5000))
		giant_write(writer, &shape);
}

/* Writes SIZE bytes of a kind, and a newline. */
static void
run_write(struct writer *writer, size_t size)
{
	text_fill(writer->text, "# \n1a,"[dice_below(&writer->dice, 6)], size);
	text_byte(writer->text, '\n');
}

void
file_write(struct writer *writer)
{
	struct dice *dice = &writer->dice;
	const unsigned blocks = 1 + dice_below(dice, 3);

	if (dice_one_in(dice, 100))
		text_word(writer->text, "\xef\xbb\xbf");
	for (unsigned i = 0; i < blocks; i++) {
		unsigned count = 1 + dice_below(dice, 60);

		if (dice_one_in(dice, 6))
			count = 1 + dice_below(dice, 3);
		if (dice_one_in(dice, 60))
			count = 1 + dice_below(dice, 3000);
		block_write(writer, count);
		if (dice_one_in(dice, 200))
			run_write(writer, dice_one_in(dice, 50)
					      ? HA_LINE_MAX - 1
					      : dice_below(dice, 80000));
	}
	if (dice_one_in(dice, 8) && writer->text->size > 0)
		writer->text->size--;
}
