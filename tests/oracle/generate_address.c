/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/generate_parts.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct spot
spot_random(struct dice *dice)
{
	static const char *const v4[] = {
	    "192.0.2.10",      "192.0.2.10", "10.1.2.3",
	    "10.0.0.1",        "8.8.4.4",    "127.0.0.1",
	    "255.255.255.255", "0.0.0.0",    "198.51.100.200"};
	static const char *const v6[] = {"2001:db8::1", "2001:db8:1:2::10",
					 "::1",         "fe80::1",
					 "::",          "2001:db8:0:1::a:b"};
	struct spot spot = {.v6 = dice_one_in(dice, 3)};

	inet_pton(spot.v6 ? AF_INET6 : AF_INET,
		  spot.v6 ? DICE_PICK(dice, v6) : DICE_PICK(dice, v4),
		  spot.bytes);
	return spot;
}

struct spot
spot_near(struct dice *dice, const struct spot *spot)
{
	const unsigned bits = spot->v6 ? 128 : 32;
	const unsigned bit = dice_one_in(dice, 2)
				 ? bits - 1 - dice_below(dice, 8)
				 : dice_below(dice, bits);
	struct spot near = *spot;

	near.bytes[bit / 8] ^= (unsigned char)(0x80 >> bit % 8);
	return near;
}

__attribute__((format(printf, 2, 3))) static void
add_format(struct sample_text *text, const char *format, ...)
{
	char word[256];
	va_list values;

	va_start(values, format);
	vsnprintf(word, sizeof(word), format, values);
	va_end(values);
	text_add(text, word);
}

static unsigned
group_of(const struct spot *spot, unsigned i)
{
	return (unsigned)spot->bytes[2 * i] << 8 | spot->bytes[2 * i + 1];
}

/* Appends the eight groups of SPOT without "::". */
static void
add_groups(struct dice *dice, const struct spot *spot, struct sample_text *text)
{
	const bool padded = dice_one_in(dice, 2);

	for (unsigned i = 0; i < 8; i++) {
		if (i == 6 && dice_one_in(dice, 4)) {
			add_format(text, ":%u.%u.%u.%u", spot->bytes[12],
				   spot->bytes[13], spot->bytes[14],
				   spot->bytes[15]);
			return;
		}
		add_format(text, padded ? "%s%04x" : "%s%x", i == 0 ? "" : ":",
			   group_of(spot, i));
	}
}

static void
add_v6(struct dice *dice, const struct spot *spot, struct sample_text *text)
{
	const size_t start = text->size;
	char canonical[INET6_ADDRSTRLEN];

	if (dice_one_in(dice, 4)) {
		add_groups(dice, spot, text);
	} else {
		inet_ntop(AF_INET6, spot->bytes, canonical, sizeof(canonical));
		text_add(text, canonical);
	}
	if (dice_one_in(dice, 6))
		for (size_t i = start; i < text->size; i++)
			text->bytes[i] =
			    (char)toupper((unsigned char)text->bytes[i]);
}

static void
add_zone(struct dice *dice, struct sample_text *text)
{
	static const char *const zones[] = {
	    "%1",          "%2",  "%lo", "%nosuch0",         "%",
	    "%4294967296", "%01", "%LO", "%sixteen-letters0"};

	text_add(text, DICE_PICK(dice, zones));
}

/* Appends an IPv4 SPOT as a v4-mapped IPv6 address. */
static void
add_mapped(struct dice *dice, const struct spot *spot, struct sample_text *text)
{
	struct spot mapped = {.v6 = true, .bytes = {[10] = 255, [11] = 255}};
	const unsigned char *b = spot->bytes;

	memcpy(mapped.bytes + 12, b, 4);
	switch (dice_below(dice, 4)) {
	case 0:
		add_format(text, "::ffff:%x:%x", b[0] << 8 | b[1],
			   b[2] << 8 | b[3]);
		break;
	case 1:
		add_format(text, "::FFFF:%u.%u.%u.%u", b[0], b[1], b[2], b[3]);
		break;
	default:
		add_v6(dice, &mapped, text);
	}
}

/* Appends a quad, now and then in octal and hexadecimal. */
static void
add_quad(struct dice *dice, const struct spot *spot, unsigned odds,
	 struct sample_text *text)
{
	for (unsigned i = 0; i < 4; i++) {
		static const char *const forms[] = {"%s0%o", "%s0x%x", "%s0%u"};
		const char *form = "%s%u";

		if (dice_one_in(dice, odds))
			form = DICE_PICK(dice, forms);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		add_format(text, form, i == 0 ? "" : ".", spot->bytes[i]);
#pragma GCC diagnostic pop
	}
}

void
spot_spell_client(struct dice *dice, const struct spot *spot,
		  struct sample_text *text)
{
	static const char *const tails[] = {" ",   " junk", ".",  "/32",
					    " .1", "\t",    "\v", "x"};

	if (!spot->v6 && dice_one_in(dice, 4)) {
		add_mapped(dice, spot, text);
	} else if (!spot->v6) {
		if (dice_one_in(dice, 24))
			text_add(text, "::ffff:");
		add_quad(dice, spot, 24, text);
	} else {
		add_v6(dice, spot, text);
		if (dice_one_in(dice, 3))
			add_zone(dice, text);
	}
	if (dice_one_in(dice, 24))
		text_add(text, DICE_PICK(dice, tails));
}

void
spot_spell_exact(struct dice *dice, const struct spot *spot,
		 struct sample_text *text)
{
	const bool brackets =
	    spot->v6 ? !dice_one_in(dice, 3) : dice_one_in(dice, 12);

	if (brackets)
		text_add(text, "[");
	if (!spot->v6 && (brackets || dice_one_in(dice, 12)))
		add_mapped(dice, spot, text);
	else if (spot->v6)
		add_v6(dice, spot, text);
	else
		add_quad(dice, spot, 40, text);
	if (spot->v6 && dice_one_in(dice, 6))
		add_zone(dice, text);
	if (brackets)
		text_add(text, "]");
}

static void
add_length(struct dice *dice, unsigned length, struct sample_text *text)
{
	switch (dice_below(dice, 24)) {
	case 0:
		add_format(text, "/%ux", length);
		break;
	case 1:
		add_format(text, "/0%u", length);
		break;
	case 2:
		add_format(text, "/+%u", length);
		break;
	case 3:
		add_format(text, "/%u/8", length);
		break;
	case 4:
		add_format(text, "/%llu", length + (1ULL << 32));
		break;
	case 5:
		add_format(text, "/%u.0.0", length);
		break;
	case 6: {
		static const char *const junk[] = {"/",
						   "/x",
						   "/0x8",
						   "/-1",
						   "/33",
						   "/129",
						   "//8",
						   "/0.0",
						   "/\v8",
						   "/-0",
						   "/00",
						   "/0",
						   "/18446744073709551616"};

		text_add(text, DICE_PICK(dice, junk));
		break;
	}
	default:
		add_format(text, "/%u", length);
	}
}

static void
add_mask(struct dice *dice, unsigned length, struct sample_text *text)
{
	static const char *const odd[] = {
	    "255.255.255.255", "0.0.0.0",         "255.0.0.255", "0.0.0.255",
	    "255.255.255",     "255.255.255.256", "0377.0.0.0",  "0xff.0.0.0",
	    "255.255.255.0x",  "255.255.0.0\v"};
	const uint32_t mask = length == 0 ? 0 : UINT32_MAX << (32 - length);
	struct spot spot = {.v6 = false};
	const uint32_t raw = htonl(mask);

	text_add(text, "/");
	if (dice_one_in(dice, 3)) {
		text_add(text, DICE_PICK(dice, odd));
		return;
	}
	memcpy(spot.bytes, &raw, sizeof(raw));
	add_quad(dice, &spot, 60, text);
}

/* Clears the bits of SPOT behind LENGTH. */
static void
clear_host_bits(struct spot *spot, unsigned length)
{
	for (unsigned bit = length; bit < 128; bit++)
		spot->bytes[bit / 8] &= (unsigned char)~(0x80 >> bit % 8);
}

static void
add_v6_net(struct dice *dice, const struct spot *spot, bool mapped,
	   struct sample_text *text)
{
	static const unsigned lengths[] = {0,  10, 32,  48,  63, 64,
					   96, 97, 112, 127, 128};
	const unsigned length =
	    mapped ? 96 + dice_below(dice, 33) : DICE_PICK(dice, lengths);
	const bool brackets = !dice_one_in(dice, 3);
	const bool inner = brackets && dice_one_in(dice, 3);

	if (brackets)
		text_add(text, "[");
	if (mapped)
		add_mapped(dice, spot, text);
	else
		add_v6(dice, spot, text);
	if (!mapped && dice_one_in(dice, 10))
		add_zone(dice, text);
	if (brackets && !inner)
		text_add(text, "]");
	add_length(dice, length, text);
	if (inner)
		text_add(text, "]");
}

void
spot_spell_net(struct dice *dice, const struct spot *spot,
	       struct sample_text *text)
{
	const unsigned length =
	    dice_one_in(dice, 6) ? 0 : 1 + dice_below(dice, 32);
	struct spot net = *spot;

	if (spot->v6 || dice_one_in(dice, 8)) {
		add_v6_net(dice, spot, !spot->v6, text);
		return;
	}
	if (!dice_one_in(dice, 4))
		clear_host_bits(&net, length);
	add_quad(dice, &net, 40, text);
	if (dice_one_in(dice, 60))
		text_add(text, "\v");
	if (dice_one_in(dice, 3))
		add_mask(dice, length, text);
	else
		add_length(dice, length, text);
}
