/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Skim token: patterns that are certainly sound, and certainly not the
 * client's.
 */
#ifndef HA_SKIM_TOKEN_H
#define HA_SKIM_TOKEN_H

#include "common/source/skim_bits.h"
#include "common/source/skim_client.h"

/* A block as bits.  Few lines need those behind ODD: they are set on demand. */
struct skim_block {
	const char *bytes;
	uint64_t newlines;
	uint64_t ends; /* newlines and blanks, which end tokens */
	uint64_t digits;
	uint64_t dots;
	uint64_t odd; /* of tokens, what is no digit, and no dot inside */
	uint64_t colons;
	bool has_letters;
	uint64_t letters; /* and '-' and '_' */
	bool has_hex;
	uint64_t hex; /* digits, letters up to f, and ':' */
};

/* Returns what is odd in BLOCK, if its tokens end at ENDS. */
static inline uint64_t
skim_odd(const struct skim_block *block, uint64_t ends)
{
	return ~(block->digits | block->dots | ends) |
	       (block->dots & (ends << 1 | ends >> 1 | 1));
}

/* Reads the block from BYTES on; its only blanks are spaces so far. */
static inline struct skim_block
skim_block_of(const char *bytes)
{
	struct skim_block block = {.bytes = bytes,
				   .newlines = bits_of(bytes, '\n'),
				   .digits = bits_in(bytes, '0', '9', 0),
				   .dots = bits_of(bytes, '.')};

	block.ends = block.newlines | bits_of(bytes, ' ');
	block.odd = skim_odd(&block, block.ends);
	return block;
}

/* Finds out where else tokens of BLOCK end, and where there is a ':'. */
static inline void
skim_block_complete(struct skim_block *block)
{
	block->ends |= bits_of_rare_blanks(block->bytes);
	block->odd = skim_odd(block, block->ends);
	block->colons = bits_of(block->bytes, ':');
}

static inline void
skim_block_letters(struct skim_block *block)
{
	if (!block->has_letters)
		block->letters = bits_in(block->bytes, 'a', 'z', 'a' - 'A') |
				 bits_of(block->bytes, '-') |
				 bits_of(block->bytes, '_');
	block->has_letters = true;
}

static inline void
skim_block_hex(struct skim_block *block)
{
	if (!block->has_hex)
		block->hex = block->colons | block->digits |
			     bits_in(block->bytes, 'a', 'f', 'a' - 'A');
	block->has_hex = true;
}

/* A token, or a part of one, from bit AT to before bit END of a block. */
struct skim_token {
	unsigned at, end;
	uint64_t bits;
};

static inline struct skim_token
skim_token_of(unsigned at, unsigned end)
{
	return (struct skim_token){at, end, bits_from(at, end)};
}

/* Returns eight bytes from BYTES on, to be compared only. */
static inline uint64_t
skim_word(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	return word;
}

/* Whether the text at BYTES does not begin as that of the client's address. */
static inline bool
is_other_text(const struct ha_skim *skim, const char *bytes)
{
	return ((skim_word(bytes) ^ skim->text) & skim->text_of) != 0;
}

/* Whether N. to N.N.N., of SIZE bytes, does not begin the client's text. */
static inline bool
is_other_prefix(const struct ha_skim *skim, const char *bytes, size_t size)
{
	static const char ones[16] = "\xff\xff\xff\xff\xff\xff\xff\xff";
	size_t left = size < sizeof(skim->text) ? size : sizeof(skim->text);

	return ((skim_word(bytes) ^ skim->text) &
		skim_word(ones + sizeof(skim->text) - left)) != 0;
}

/*
 * Reads a part of a quad, SIZE digits, as a number.  Returns 256 for what is
 * not 0 to 255, and for a leading 0, which may mean octal.
 */
static inline unsigned
number_to_255(const char *text, unsigned size)
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
 * Reads the quad N.N.N.N from bit AT to END; STOPS are the bits there that are
 * no digits.  Returns false if it is none.
 */
static inline bool
read_quad(const struct skim_block *block, unsigned at, unsigned end,
	  uint64_t stops, uint32_t *quad)
{
	const char *bytes = block->bytes;
	unsigned first = take_bit(&stops), second = take_bit(&stops);
	unsigned third = take_bit(&stops);
	unsigned a = number_to_255(bytes + at, first - at);
	unsigned b = number_to_255(bytes + first + 1, second - first - 1);
	unsigned c = number_to_255(bytes + second + 1, third - second - 1);
	unsigned d = number_to_255(bytes + third + 1, end - third - 1);

	*quad = a << 24 | b << 16 | c << 8 | d;
	return (a | b | c | d) < 256 && stops == 0;
}

/*
 * Whether TOKEN, which begins with digits and dots and then has a '/' at bit
 * SLASH, is a sound IPv4 net without host bits, and without the client.
 */
static inline bool
is_other_net(const struct ha_skim *skim, const struct skim_block *block,
	     struct skim_token token, unsigned slash)
{
	const char *bytes = block->bytes;
	uint64_t stops = token.bits & ~block->digits;
	unsigned first = take_bit(&stops), second = take_bit(&stops);
	unsigned third = take_bit(&stops);
	unsigned a = number_to_255(bytes + token.at, first - token.at);
	unsigned b = number_to_255(bytes + first + 1, second - first - 1);
	unsigned c = number_to_255(bytes + second + 1, third - second - 1);
	unsigned d = 0, length = 24;
	uint32_t quad, mask;

	if (take_bit(&stops) != slash)
		return false;
	/* the most common nets by far need not be read to their end */
	if (memcmp(bytes + third, ".0/24", 5) != 0 || token.end - third != 5) {
		d = number_to_255(bytes + third + 1, slash - third - 1);
		length =
		    number_to_255(bytes + slash + 1, token.end - slash - 1);
	}
	mask = (uint32_t) ~(UINT64_C(0xffffffff) >> (length & 63));
	if ((a | b | c | d) > 255 ||
	    (stops != 0
		 ? (stops & ~block->dots) != 0 ||
		       !read_quad(block, slash + 1, token.end, stops, &mask)
		 : length > 32))
		return false;
	quad = a << 24 | b << 16 | c << 8 | d;
	return (quad & ~mask) == 0 &&
	       !(skim->ipv4 && (skim->quad & mask) == quad);
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
 * eight of them, or fewer and one "::".
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
 * Whether the net of LENGTH bits, less than 128, of the sound IPv6 address at
 * BYTES is another's: one of the groups that lie wholly in it, before any "::",
 * is not the client's.  Behind each of them there is a ':'.
 */
static inline bool
is_other_groups(const struct ha_skim *skim, const char *bytes, unsigned length)
{
	for (unsigned i = 0; 16 * (i + 1) <= length; i++) {
		unsigned group = 0;

		if (*bytes == ':')
			return false;
		for (; *bytes != ':'; bytes++)
			group = group << 4 | nibble(*bytes);
		if (i == 0 && group == 0) /* it may be one of IPv4 */
			return false;
		if (skim->ipv4 || group != skim->group[i])
			return true;
		bytes++;
	}
	return false;
}

/*
 * Whether ADDRESS is a sound IPv6 address, and the net of its first LENGTH bits
 * another's; a net of 128 bits is the address.
 */
static inline bool
is_other_ipv6_net(const struct ha_skim *skim, const struct skim_block *block,
		  struct skim_token address, unsigned length)
{
	const char *bytes = block->bytes;

	if (address.end <= address.at + 1 ||
	    (address.bits & ~block->hex) != 0 ||
	    !is_ipv6((block->colons & address.bits) >> address.at,
		     address.end - address.at))
		return false;
	if (length == 128)
		return (nibble(bytes[address.end - 2]) << 4 |
			nibble(bytes[address.end - 1])) != skim->last;
	return length < 128 &&
	       is_other_groups(skim, bytes + address.at, length);
}

/*
 * Whether TOKEN, which has a ':', is a sound IPv6 address or net, bare or in
 * brackets, and not the client's.
 */
static inline bool
is_other_ipv6(const struct ha_skim *skim, struct skim_block *block,
	      struct skim_token token)
{
	const char *bytes = block->bytes;
	bool bracket = bytes[token.at] == '[';
	struct skim_token address;
	uint64_t others, length;
	unsigned slash, size;

	skim_block_hex(block);
	if (bracket && bytes[token.end - 1] == ']') {
		token = skim_token_of(token.at + 1, token.end - 1);
		bracket = false;
	}
	others = token.bits & ~block->hex;
	if (others == 0)
		return is_other_ipv6_net(skim, block, token, 128);
	/* ADDRESS/LENGTH, or [ADDRESS]/LENGTH */
	slash = last_bit(others);
	address = skim_token_of(token.at, slash);
	if (bracket && slash > token.at + 1 && bytes[slash - 1] == ']')
		address = skim_token_of(token.at + 1, slash - 1);
	length = bits_from(slash + 1, token.end);
	size = token.end - slash - 1;
	return bytes[slash] == '/' && (length & ~block->digits) == 0 &&
	       is_other_ipv6_net(skim, block, address,
				 number_to_255(bytes + slash + 1, size));
}

/*
 * Whether TOKEN is a name, or `.SUFFIX`, with a dot in its midst, so that it is
 * no keyword, and not the client's.
 */
static inline bool
is_other_name(const struct ha_skim *skim, struct skim_block *block,
	      struct skim_token token)
{
	const struct ha_slice text = {block->bytes + token.at,
				      token.end - token.at};
	uint64_t inner = token.bits & (token.bits << 1) & (token.bits >> 1);

	skim_block_letters(block);
	if (!skim->names || (block->dots & inner) == 0 ||
	    (block->letters & token.bits) == 0 ||
	    (token.bits & ~(block->letters | block->digits | block->dots)) != 0)
		return false;
	if (text.data[0] == '.')
		return !ha_slice_ends(skim->name, text);
	if (text.data[text.size - 1] == '.' &&
	    ha_slice_equal(skim->name, ha_slice_head(text, text.size - 1)))
		return false;
	return !ha_slice_equal(skim->name, text);
}

/*
 * Whether TOKEN, of which the bits ODD are no digits with dots inside, is sound
 * and not the client's; the colons of BLOCK are known.
 */
static inline bool
is_other_token(const struct ha_skim *skim, struct skim_block *block,
	       struct skim_token token, uint64_t odd)
{
	const char *bytes = block->bytes;
	unsigned first;

	odd &= token.bits;
	if (odd == 0)
		return is_other_text(skim, bytes + token.at);
	if ((block->colons & token.bits) != 0)
		return is_other_ipv6(skim, block, token);
	first = first_bit(odd);
	if (bytes[first] == '/')
		return is_other_net(skim, block, token, first);
	if (bytes[first] == '.' && first == token.end - 1)
		return first > token.at &&
		       is_other_prefix(skim, bytes + token.at,
				       token.end - token.at);
	return is_other_name(skim, block, token);
}

#endif
