/* SPDX-License-Identifier: BSD-3-Clause */
/* Addresses, in every spelling. */
#include "tests/skim/write.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>

/* Changes *SPOT a little: in its bits, its numbers or their digits. */
static void
move(struct dice *dice, struct spot *spot)
{
	const unsigned size = spot->v6 ? 16 : 4;
	unsigned char *byte =
	    &spot->bytes[dice_one_in(dice, 2) ? size - 1
					      : dice_below(dice, size)];

	switch (dice_below(dice, 6)) {
	case 0:
		*byte ^= (unsigned char)(1U << dice_below(dice, 8));
		break;
	case 1:
		*byte = (unsigned char)dice_bits(dice);
		break;
	case 2:
		++*byte;
		break;
	case 3:
		*byte /= 10;
		break;
	case 4:
		*byte = (unsigned char)(*byte * 10 + dice_below(dice, 10));
		break;
	default:
		*byte = (unsigned char)(*byte % 100 + 100);
	}
}

struct spot
spot_of(struct writer *writer, bool v6, bool far)
{
	struct dice *dice = &writer->dice;
	const struct client *clients = writer->sample->clients;
	unsigned i = dice_below(dice, SAMPLE_CLIENTS);
	struct spot spot;

	for (unsigned n = 0; n < 3 && clients[i].spot.v6 != v6; n++)
		i = (i + 1) % SAMPLE_CLIENTS;
	spot = clients[i].spot;
	if (spot.v6 != v6 || far) {
		spot.v6 = v6;
		for (unsigned n = 0; n < sizeof(spot.bytes); n++)
			spot.bytes[n] = dice_byte(dice);
	} else if (!dice_one_in(dice, 3)) {
		move(dice, &spot);
	}
	return spot;
}

/* Writes a number as no careful person would. */
static void
spell_odd_number(struct writer *writer, unsigned number)
{
	struct text *text = writer->text;

	switch (dice_below(&writer->dice, 10)) {
	case 0:
		text_format(text, "0%o", number);
		break;
	case 1:
		text_format(text, "0x%x", number);
		break;
	case 2:
		text_format(text, "0X%X", number);
		break;
	case 3:
		text_format(text, "0%u", number);
		break;
	case 4:
		text_format(text, "00%u", number);
		break;
	case 5:
		text_format(text, "%u", number + 256);
		break;
	case 6:
		text_format(text, "%x", number);
		break;
	case 7:
		text_format(text, "%c%u",
			    "+- abf\v"[dice_below(&writer->dice, 7)], number);
		break;
	case 8:
		text_format(text, "%u%c", number,
			    "abcdefxF-+\f"[dice_below(&writer->dice, 11)]);
		break;
	default:
		break;
	}
}

static void
spell_number(struct writer *writer, unsigned number, unsigned odds)
{
	if (dice_one_in(&writer->dice, odds))
		spell_odd_number(writer, number);
	else
		text_format(writer->text, "%u", number);
}

void
spell_quad(struct writer *writer, const struct spot *spot, unsigned odds)
{
	unsigned parts = 4;

	if (dice_one_in(&writer->dice, 4 * odds))
		parts = 1 + dice_below(&writer->dice, 6);
	for (unsigned i = 0; i < parts; i++) {
		if (i > 0)
			text_byte(writer->text, '.');
		spell_number(writer, spot->bytes[i], 4 * odds);
	}
}

static unsigned
group(const struct spot *spot, unsigned i)
{
	return (unsigned)spot->bytes[2 * i] << 8 | spot->bytes[2 * i + 1];
}

/* Writes the groups of SPOT with a "::", if any, where one may stand. */
static void
spell_groups(struct writer *writer, const struct spot *spot)
{
	struct dice *dice = &writer->dice;
	const bool padded = dice_one_in(dice, 3);
	const unsigned groups = dice_one_in(dice, 3) ? 6 : 8;
	const unsigned from = dice_below(dice, 10);
	unsigned to = from;

	while (to < groups && group(spot, to) == 0)
		to++;
	for (unsigned i = 0; i < groups; i++) {
		if (i >= from && i < to) {
			text_word(writer->text, i == from ? "::" : "");
			continue;
		}
		if (i > 0 && (i != to || from == to))
			text_byte(writer->text, ':');
		text_format(writer->text, "%0*x", padded ? 4 : 1,
			    group(spot, i));
	}
	if (groups == 8)
		return;
	if (to != groups || from >= to)
		text_byte(writer->text, ':');
	text_format(writer->text, "%u.%u.%u.%u", spot->bytes[12],
		    spot->bytes[13], spot->bytes[14], spot->bytes[15]);
}

void
spell_v6(struct writer *writer, const struct spot *spot, unsigned odds)
{
	struct dice *dice = &writer->dice;
	struct text *text = writer->text;
	const size_t start = text->size;
	char canonical[INET6_ADDRSTRLEN];

	if (dice_one_in(dice, odds)) {
		spell_groups(writer, spot);
	} else {
		inet_ntop(AF_INET6, spot->bytes, canonical, sizeof(canonical));
		text_word(text, canonical);
	}
	if (dice_one_in(dice, 2 * odds))
		for (size_t i = start; i < text->size; i++)
			if (dice_one_in(dice, 2))
				text->bytes[i] = (char)toupper(
				    (unsigned char)text->bytes[i]);
}

void
spell_mapped(struct writer *writer, const struct spot *spot)
{
	struct spot mapped = {.v6 = true, .bytes = {[10] = 255, [11] = 255}};
	const unsigned char *b = spot->bytes;

	memcpy(mapped.bytes + 12, b, 4);
	switch (dice_below(&writer->dice, 4)) {
	case 0:
		text_format(writer->text, "::ffff:%x:%x", b[0] << 8 | b[1],
			    b[2] << 8 | b[3]);
		break;
	case 1:
		text_word(writer->text, "::FFFF:");
		spell_quad(writer, spot, 20);
		break;
	default:
		spell_v6(writer, &mapped, 2);
	}
}
