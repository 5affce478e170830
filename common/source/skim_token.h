/* SPDX-License-Identifier: BSD-3-Clause */
/* Skim token: nets and IPv6 addresses that are certainly not the client's. */
#ifndef HA_SKIM_TOKEN_H
#define HA_SKIM_TOKEN_H

#include "common/source/skim_bits.h"

/*
 * Reads a part of a quad, SIZE digits, as a number.  Returns 256 for what is
 * not 0 to 255, and for a leading 0, which may mean octal.
 */
static inline unsigned
quad_part(const char *text, unsigned size)
{
	static const uint32_t least[] = {0, 0, 0x100, 0x10000};
	const unsigned char *bytes = (const unsigned char *)text;
	uint32_t digits, reverse;

	if (size - 1 > 2)
		return 256;
	digits = (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 |
		 (uint32_t)bytes[1] << 8 | bytes[0];
	/* a digit a byte, the ones on top; what stands behind them drops out */
	digits = (digits & 0x0f0f0f0f) << (32 - 8 * size);
	reverse = __builtin_bswap32(digits);
	if (reverse < least[size] || reverse > 0x020505)
		return 256;
	return digits * (1 + (10 << 8) + (100 << 16)) >> 24;
}

/*
 * Returns whether the token from bit AT to bit END of the block BYTES is a
 * sound IPv4 net without host bits, and without CLIENT, NULL if that has an
 * IPv6 address.  STOPS are the bits of it that are no decimal digits, and END.
 */
static inline bool
is_other_net(const char *bytes, unsigned at, unsigned end, uint64_t stops,
	     const uint32_t *client)
{
	unsigned first = take_bit(&stops), second = take_bit(&stops);
	unsigned third = take_bit(&stops), slash = take_bit(&stops);
	unsigned a = quad_part(bytes + at, first - at);
	unsigned b = quad_part(bytes + first + 1, second - first - 1);
	unsigned c = quad_part(bytes + second + 1, third - second - 1);
	unsigned d = 0, length = 24;
	uint32_t quad, host_bits;

	if (stops != UINT64_C(1) << end || bytes[first] != '.' ||
	    bytes[second] != '.')
		return false;
	/* the most common nets by far need not be read to their end */
	if (memcmp(bytes + third, ".0/24", 5) != 0 || end - third != 5) {
		d = quad_part(bytes + third + 1, slash - third - 1);
		length = quad_part(bytes + slash + 1, end - slash - 1);
		if (bytes[third] != '.' || bytes[slash] != '/')
			return false;
	}
	if ((a | b | c | d) > 255 || length > 32)
		return false;
	quad = a << 24 | b << 16 | c << 8 | d;
	host_bits = (uint32_t)(UINT64_C(0xffffffff) >> length);
	return (quad & host_bits) == 0 &&
	       !(client && (*client & ~host_bits) == quad);
}

/* The value of a hexadecimal digit, or of nothing, before a ':'. */
static inline unsigned
nibble(char c)
{
	return (((unsigned)c & 15) + ((unsigned)c >> 6) * 9) * (c != ':');
}

/*
 * Whether text of SIZE bytes, of which COLONS are ':' and the rest are
 * hexadecimal digits, is an IPv6 address for certain: groups of up to four,
 * eight of them, or less and one "::".
 */
static inline bool
is_ipv6(uint64_t colons, unsigned size)
{
	uint64_t digits = ~colons & bits_from(0, size);
	uint64_t pairs = colons & colons >> 1;
	uint64_t ends = UINT64_C(1) | UINT64_C(1) << (size - 1);
	unsigned count = count_bits(colons);

	if (digits & digits >> 1 & digits >> 2 & digits >> 3 & digits >> 4)
		return false;
	if (pairs == 0)
		return count == 7 && (colons & ends) == 0;
	return count <= 7 && (pairs & (pairs - 1)) == 0 &&
	       (colons & ~(pairs | pairs << 1) & ends) == 0;
}

/*
 * Returns whether the token from bit AT to bit END of the block BYTES is an
 * IPv6 address, bare or in brackets, that does not end in the byte LAST.
 * COLONS and hexadecimal digits, HEX, are where those are in the block.
 */
static inline bool
is_other_ipv6(const char *bytes, unsigned at, unsigned end, uint64_t colons,
	      uint64_t hex, unsigned last)
{
	uint64_t token;

	if (bytes[at] == '[' && bytes[end - 1] == ']' && end - at > 2) {
		at++;
		end--;
	}
	token = bits_from(at, end);
	return (token & ~(colons | hex)) == 0 &&
	       is_ipv6((token & colons) >> at, end - at) &&
	       (nibble(bytes[end - 2]) << 4 | nibble(bytes[end - 1])) != last;
}

#endif
