/* SPDX-License-Identifier: BSD-3-Clause */
/* Nets, prefixes and wildcards. */
#include "tests/skim/write.h"

/* Writes a prefix length of LENGTH, often as atoi(3) would take it. */
static void
length_write(struct writer *writer, unsigned length)
{
	static const char *const odd[] = {
	    "",   "/8",  "x",   "0x8",  "+",    "-1",   "-0",
	    "/",  "8/8", "33",  "129",  "00",   "000",  "0.0",
	    "*",  "?",   "abc", "ffff", "::",   "8:",   "18446744073709551616",
	    "\v", "#",   "%",   "128",  "255.", ".255", "[8]"};
	static const char behind[] = "abcdefxgABF.:*/-+%#\v\f\xff]";
	static const char front[] = "abfx+-:.0\f[";
	struct dice *dice = &writer->dice;
	struct text *text = writer->text;

	switch (dice_below(dice, 16)) {
	case 0:
		PICK(writer, odd);
		break;
	case 1:
	case 2:
		text_format(text, "%u", length);
		do
			text_byte(text, DICE_PICK(dice, behind));
		while (dice_one_in(dice, 3));
		break;
	case 3:
		text_byte(text, DICE_PICK(dice, front));
		text_format(text, "%u", length);
		break;
	case 4:
		text_format(text, "0%o", length);
		break;
	case 5:
		text_format(text, "0x%x", length);
		break;
	case 6:
		text_format(text, "%llu", length + (1ULL << 32));
		break;
	case 7:
		text_format(text, "%x", length);
		break;
	default:
		text_format(text, "%u", length);
	}
}

/* Clears the bits of SPOT from LENGTH on. */
static void
clear(struct spot *spot, unsigned length)
{
	for (unsigned bit = length; bit < 128; bit++)
		spot->bytes[bit / 8] &= (unsigned char)~(0x80 >> bit % 8);
}

void
net_write(struct writer *writer, struct spot spot)
{
	struct dice *dice = &writer->dice;
	const unsigned length = dice_below(dice, 33);

	if (!dice_one_in(dice, 3))
		clear(&spot, length);
	spell_quad(writer, &spot, 20);
	text_byte(writer->text, '/');
	length_write(writer, length);
}

void
mask_write(struct writer *writer, struct spot spot)
{
	static const char behind[] = "abcdefx0.:*/ ";
	struct dice *dice = &writer->dice;
	const unsigned length = dice_below(dice, 33);
	struct spot mask = {.bytes = {255, 255, 255, 255}};

	clear(&mask, length);
	if (dice_one_in(dice, 6))
		mask.bytes[dice_below(dice, 4)] ^= dice_byte(dice);
	for (unsigned i = 0; i < 4 && !dice_one_in(dice, 3); i++)
		spot.bytes[i] &= mask.bytes[i];
	spell_quad(writer, &spot, 20);
	text_byte(writer->text, '/');
	spell_quad(writer, &mask, 6);
	if (dice_one_in(dice, 12))
		text_byte(writer->text, DICE_PICK(dice, behind));
}

void
wildcard_write(struct writer *writer, const struct spot *spot)
{
	struct dice *dice = &writer->dice;
	const size_t start = writer->text->size;
	size_t at;

	if (spot->v6)
		spell_v6(writer, spot, 8);
	else
		spell_quad(writer, spot, 40);
	do {
		const size_t size = writer->text->size - start;
		const size_t count = dice_below(dice, 4);
		const char *star = dice_one_in(dice, 3) ? "?" : "*";

		at = start + dice_below(dice, (unsigned)size + 1);
		text_replace(writer->text, at,
			     count < start + size - at ? count
						       : start + size - at,
			     star, 1);
	} while (dice_one_in(dice, 3));
}

void
part_write(struct writer *writer, const struct spot *spot)
{
	struct dice *dice = &writer->dice;
	const unsigned parts = 1 + dice_below(dice, 3);
	const bool last = dice_one_in(dice, 6);

	for (unsigned i = 0; i < parts; i++) {
		const unsigned part = spot->bytes[last ? 4 - parts + i : i];

		text_word(writer->text, last ? "." : "");
		text_format(writer->text, dice_one_in(dice, 20) ? "0%u" : "%u",
			    part);
		if (!last && !(i == parts - 1 && dice_one_in(dice, 8)))
			text_byte(writer->text, '.');
	}
}

void
v6_write(struct writer *writer, struct spot spot, bool mapped, bool net,
	 bool brackets)
{
	static const char *const zones[] = {"%eth0", "%1", "%lo", "%", "%abcd"};
	struct dice *dice = &writer->dice;
	const unsigned length =
	    mapped ? 96 + dice_below(dice, 33) : dice_below(dice, 129);
	const bool inner = dice_one_in(dice, 3);
	const bool twice = brackets && dice_one_in(dice, 20);

	if (net && !mapped && !dice_one_in(dice, 3))
		clear(&spot, length);
	text_word(writer->text, twice ? "[" : "");
	text_word(writer->text, brackets ? "[" : "");
	if (mapped)
		spell_mapped(writer, &spot);
	else
		spell_v6(writer, &spot, 3);
	if (dice_one_in(dice, 10))
		PICK(writer, zones);
	text_word(writer->text, brackets && !inner ? "]" : "");
	if (net) {
		text_byte(writer->text, '/');
		length_write(writer, length);
	}
	text_word(writer->text, brackets && inner ? "]" : "");
	text_word(writer->text, twice ? "]" : "");
}
