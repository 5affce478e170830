/* SPDX-License-Identifier: BSD-3-Clause */
#include "skim.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * Text is looked at in blocks, in which one bit stands for each byte: bit 0
 * for the first one.
 */
#define BLOCK_SIZE 64
/* What may be read from the start of a block on. */
#define BLOCK_ROOM (BLOCK_SIZE + HEAD_SIZE + 8)
/* The longest daemon list that is known again, with ':' and blanks. */
#define HEAD_SIZE 16

/* The beginning that all lines have in common: "sshd: ". */
struct head {
	unsigned size;
	uint64_t bits; /* so many */
	uint64_t text[2];
	uint64_t text_of[2]; /* as far as these bits are set */
};

/* The way through a text. */
struct pass {
	const struct ha_skim *skim;
	struct head head;
	const char *block; /* what is not looked at yet: the start of a token */
	const char *line;  /* the start of the line that it is in */
	unsigned long lines; /* before that line */
};

/* A block as bits. */
struct block {
	const char *bytes;
	uint64_t newlines;
	uint64_t ends; /* of tokens: newlines and blanks */
	uint64_t digits;
	uint64_t dots;
	uint64_t heads;
	uint64_t valid; /* what is looked at: it ends behind a separator */
};

/*
 * Returns which bytes of the block BYTES are in LOW to HIGH, once the bits of
 * FOLD are set in them.
 */
static inline __attribute__((always_inline)) uint64_t
bits_of(const char *bytes, char low, char high, char fold)
{
	uint64_t bits = 0;

#ifdef __SSE2__
#pragma GCC unroll 4
	for (int i = 48; i >= 0; i -= 16) {
		__m128i lane =
		    _mm_or_si128(_mm_loadu_si128((const void *)(bytes + i)),
				 _mm_set1_epi8(fold));
		/* signed, so that LOW becomes the least of all values */
		__m128i above =
		    _mm_add_epi8(lane, _mm_set1_epi8((char)(-128 - low)));
		int in = _mm_movemask_epi8(
		    low == high
			? _mm_cmpeq_epi8(lane, _mm_set1_epi8(low))
			: _mm_cmplt_epi8(
			      above, _mm_set1_epi8((char)(high - low - 127))));

		bits = bits << 16 | (unsigned)in;
	}
#else
	for (int i = BLOCK_SIZE - 1; i >= 0; i--)
		bits = bits << 1 |
		       ((bytes[i] | fold) >= low && (bytes[i] | fold) <= high);
#endif
	return bits;
}

#ifdef __SSE2__
/* Compares the words from BYTES on with those of WANTED. */
static inline __m128i
equal_words(const char *bytes, __m128i wanted)
{
	return _mm_cmpeq_epi32(_mm_loadu_si128((const void *)bytes), wanted);
}
#endif

/*
 * Returns whether the last bytes of the client's address stand anywhere in
 * the block BYTES.
 */
static bool
has_end(const struct ha_skim *skim, const char *bytes)
{
#ifdef __SSE2__
	const __m128i end = _mm_set1_epi32((int)skim->end);
	__m128i found = _mm_setzero_si128();

#pragma GCC unroll 4
	for (int i = 0; i < BLOCK_SIZE; i += 16) {
		found = _mm_or_si128(found, equal_words(bytes + i, end));
		found = _mm_or_si128(found, equal_words(bytes + i + 1, end));
		found = _mm_or_si128(found, equal_words(bytes + i + 2, end));
		found = _mm_or_si128(found, equal_words(bytes + i + 3, end));
	}
	return _mm_movemask_epi8(found) != 0;
#else
	for (int i = 0; i < BLOCK_SIZE; i++)
		if (memcmp(bytes + i, &skim->end, sizeof(skim->end)) == 0)
			return true;
	return false;
#endif
}

/* Returns the bits below bit NUMBER, which may be 64. */
static uint64_t
bits_below(unsigned number)
{
	return number < BLOCK_SIZE ? (UINT64_C(1) << number) - 1 : ~UINT64_C(0);
}

/* Returns the bits from FIRST to before END, which is less than 64. */
static uint64_t
bits_from(unsigned first, unsigned end)
{
	return (UINT64_C(1) << end) - (UINT64_C(1) << first);
}

static unsigned
first_bit(uint64_t bits)
{
	return (unsigned)__builtin_ctzll(bits);
}

static unsigned
count_bits(uint64_t bits)
{
	bits -= bits >> 1 & 0x5555555555555555;
	bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
	bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
	return (unsigned)(bits * 0x0101010101010101 >> 56);
}

/* Takes the first bit from *BITS; returns 64 if there is none. */
static unsigned
take_bit(uint64_t *bits)
{
	unsigned number = *bits != 0 ? first_bit(*bits) : BLOCK_SIZE;

	*bits &= *bits - 1;
	return number;
}

/* Returns eight bytes from BYTES on, to be compared only. */
static uint64_t
word_at(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	return word;
}

/* Makes a word, and the bits of it that count, of up to eight bytes. */
static void
set_word(struct ha_slice text, uint64_t *word, uint64_t *word_of)
{
	static const char ones[] = "\xff\xff\xff\xff\xff\xff\xff\xff";
	size_t size = text.size < sizeof(*word) ? text.size : sizeof(*word);

	*word = *word_of = 0;
	if (size == 0)
		return;
	memcpy(word, text.data, size);
	memcpy(word_of, ones, size);
}

void
ha_skim_prepare(const struct ha_endpoint *endpoint, struct ha_skim *skim)
{
	const struct ha_address *address = &endpoint->address;
	const struct ha_slice text = endpoint->address_fact.text;
	const uint8_t *bytes = address->bytes;

	*skim = (struct ha_skim){.usable = endpoint->address_fact.state ==
					       HA_FACT_KNOWN &&
					   address->family != HA_FAMILY_NONE &&
					   endpoint->candidate_count == 0,
				 .ipv4 = address->family == HA_FAMILY_IPV4};
	skim->last = bytes[skim->ipv4 ? 3 : 15];
	if (skim->ipv4)
		skim->quad = (uint32_t)bytes[0] << 24 |
			     (uint32_t)bytes[1] << 16 |
			     (uint32_t)bytes[2] << 8 | bytes[3];
	set_word(text, &skim->text, &skim->text_of);
	if (skim->usable && text.size >= sizeof(skim->end))
		memcpy(&skim->end, text.data + text.size - sizeof(skim->end),
		       sizeof(skim->end));
}

/* Whether C may begin an address, so that a line is worth a look. */
static bool
may_be_number(char c)
{
	return (c >= '0' && c <= '9') || c == '[' || c == ':' ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/*
 * Takes the daemon list of the line LINE as the head of the lines that
 * follow: one plain word, which is compared with nothing but the daemon.
 * Returns false if there is none, or nothing like an address behind it.
 */
static bool
learn_head(const char *line, struct head *head)
{
	struct ha_slice text = {line, 0};

	while (text.size < HEAD_SIZE - 1 &&
	       ha_in_class(line[text.size], HA_C_HOST_NAME))
		text.size++;
	if (text.size == 0 || line[text.size] != ':' ||
	    ha_slice_is(text, "EXCEPT"))
		return false;
	text.size++;
	while (text.size < HEAD_SIZE &&
	       (line[text.size] == ' ' || line[text.size] == '\t'))
		text.size++;
	if (!may_be_number(line[text.size]))
		return false;
	head->size = (unsigned)text.size;
	head->bits = bits_below(head->size);
	set_word(text, &head->text[0], &head->text_of[0]);
	set_word(ha_slice_from(text, 8), &head->text[1], &head->text_of[1]);
	return true;
}

static bool
has_head(const struct head *head, const char *line)
{
	return (((word_at(line) & head->text_of[0]) ^ head->text[0]) |
		((word_at(line + 8) & head->text_of[1]) ^ head->text[1])) == 0;
}

static bool
has_client(const struct ha_skim *skim, const char *token)
{
	return ((word_at(token) ^ skim->text) & skim->text_of) == 0;
}

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
 * Whether the token from bit AT to bit END is a net without the client;
 * STOPS are the bits of it that are no digits, and END.
 */
static bool
is_other_net(const struct ha_skim *skim, const char *bytes, unsigned at,
	     unsigned end, uint64_t stops)
{
	unsigned first = take_bit(&stops), second = take_bit(&stops);
	unsigned third = take_bit(&stops), slash = take_bit(&stops);
	unsigned a = quad_part(bytes + at, first - at);
	unsigned b = quad_part(bytes + first + 1, second - first - 1);
	unsigned c = quad_part(bytes + second + 1, third - second - 1);
	unsigned d = quad_part(bytes + third + 1, slash - third - 1);
	unsigned length = quad_part(bytes + slash + 1, end - slash - 1);
	uint32_t quad = a << 24 | b << 16 | c << 8 | d, host_bits;

	if (stops != UINT64_C(1) << end || bytes[first] != '.' ||
	    bytes[second] != '.' || bytes[third] != '.' ||
	    bytes[slash] != '/' || (a | b | c | d) > 255 || length > 32)
		return false;
	host_bits = (uint32_t)(UINT64_C(0xffffffff) >> length);
	return (quad & host_bits) == 0 &&
	       !(skim->ipv4 && (skim->quad & ~host_bits) == quad);
}

/* The value of a hexadecimal digit, or of nothing, before a ':'. */
static unsigned
nibble(char c)
{
	return (((unsigned)c & 15) + ((unsigned)c >> 6) * 9) * (c != ':');
}

/*
 * Whether text of SIZE bytes, of which COLONS are ':' and the rest are
 * hexadecimal digits, is an IPv6 address for certain: groups of up to four,
 * eight of them, or less and one "::".
 */
static bool
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
 * Whether the token from bit AT to bit END is an IPv6 address, bare or in
 * brackets, that is not the client's.
 */
static bool
is_other_ipv6(const struct ha_skim *skim, const char *bytes, uint64_t colons,
	      uint64_t digits, unsigned at, unsigned end)
{
	uint64_t token;

	if (bytes[at] == '[' && bytes[end - 1] == ']' && end - at > 2) {
		at++;
		end--;
	}
	token = bits_from(at, end);
	return (token & ~(colons | digits)) == 0 &&
	       is_ipv6((token & colons) >> at, end - at) &&
	       (nibble(bytes[end - 2]) << 4 | nibble(bytes[end - 1])) !=
		   skim->last;
}

/*
 * Finds the heads of the lines that begin in BLOCK; cuts the block off before
 * a line that has none.
 */
static void
find_heads(const struct pass *pass, struct block *block)
{
	uint64_t starts =
	    (block->newlines << 1 | (pass->line == pass->block)) & block->valid;
	const struct head *head = &pass->head;

	for (; starts != 0; starts &= starts - 1) {
		unsigned start = first_bit(starts);
		const char *line = block->bytes + start;

		if (!has_head(head, line)) {
			block->valid &= bits_below(start);
			return;
		}
		block->heads |= head->bits << start;
	}
}

/*
 * Looks at TOKENS, the starts of those of BLOCK, one by one.  Returns false
 * if one may say something about the client, and cuts the block off before
 * it.  BAD is what does not belong to numbers with dots inside.
 */
static bool
pass_tokens(const struct ha_skim *skim, struct block *block, uint64_t tokens,
	    uint64_t bad)
{
	const char *bytes = block->bytes;
	uint64_t colons = bits_of(bytes, ':', ':', 0) & ~block->heads;
	uint64_t digits = block->digits;

	if (colons != 0)
		digits |= bits_of(bytes, 'a', 'f', 'a' - 'A');
	for (; tokens != 0; tokens &= tokens - 1) {
		unsigned at = first_bit(tokens);
		unsigned end = at + first_bit(block->ends >> at);
		uint64_t token = bits_from(at, end);
		bool other;

		if ((bad & token) == 0)
			other = !has_client(skim, bytes + at);
		else
			other = (token & colons) != 0
				    ? is_other_ipv6(skim, bytes, colons, digits,
						    at, end)
				    : is_other_net(skim, bytes, at, end,
						   (token & ~digits) |
						       UINT64_C(1) << end);
		if (!other) {
			block->valid &= bits_below(at);
			return false;
		}
	}
	return true;
}

/*
 * Looks at the tokens that the bits of BLOCK show.  Returns false if one may
 * say something about the client, and cuts the block off before it.
 */
static bool
find_tokens(const struct ha_skim *skim, struct block *block)
{
	uint64_t before = block->ends << 1 | 1;
	uint64_t outside = block->ends | block->heads;
	uint64_t tokens =
	    (before | block->heads << 1) & ~outside & block->valid;
	uint64_t bad = ~(block->digits | block->dots | outside) |
		       (block->dots & (tokens | block->ends >> 1));

	if ((bad & block->valid) == 0 && !has_end(skim, block->bytes))
		return true;
	return pass_tokens(skim, block, tokens, bad);
}

/*
 * Looks at the next block, up to its last separator.  Returns false if a line
 * in it has to be read, or if it has no separator.
 */
static bool
pass_block(struct pass *pass)
{
	const char *bytes = pass->block;
	struct block block = {.bytes = bytes};
	bool good;

	block.newlines = bits_of(bytes, '\n', '\n', 0);
	block.ends = block.newlines | bits_of(bytes, ' ', ' ', 0);
	if (block.ends == 0)
		return false;
	block.digits = bits_of(bytes, '0', '9', 0);
	block.dots = bits_of(bytes, '.', '.', 0);
	block.valid = ~UINT64_C(0) >> __builtin_clzll(block.ends);
	if (pass->head.size > 0)
		find_heads(pass, &block);
	block.ends &= ~block.heads;
	/* there must be a token behind a head */
	if (block.ends & (block.heads << 1 | (pass->line != bytes)))
		return false;
	good = find_tokens(pass->skim, &block);
	if (block.valid == 0)
		return false;
	block.newlines &= block.valid;
	if (block.newlines != 0) {
		pass->line =
		    bytes + BLOCK_SIZE - __builtin_clzll(block.newlines);
		pass->lines += count_bits(block.newlines);
	}
	pass->block = bytes + BLOCK_SIZE - __builtin_clzll(block.valid);
	return good;
}

/*
 * Returns the size of the lines at the start of SIZE bytes of TEXT that can
 * be passed over; what stands behind them, BLOCK_ROOM bytes, may be read.
 */
static size_t
skim_lines(struct pass *pass, const char *text, size_t size, bool rules)
{
	const char *start;

	pass->line = text;
	do {
		start = pass->block = pass->line;
		if (start >= text + size ||
		    (rules && !learn_head(start, &pass->head)))
			break;
		while (pass->block < text + size && pass_block(pass))
			;
	} while (pass->line != start);
	return (size_t)(pass->line - text);
}

size_t
ha_skim_lines(const struct ha_skim *skim, struct ha_slice text, bool rules,
	      unsigned long *lines)
{
	struct pass pass = {.skim = skim};
	size_t size = 0;

	if (!skim->usable)
		return 0;
	if (text.size > BLOCK_ROOM)
		size =
		    skim_lines(&pass, text.data, text.size - BLOCK_ROOM, rules);
	text = ha_slice_from(text, size);
	if (text.size <= 2 * BLOCK_ROOM) {
		/* nothing may be read behind the end of the text */
		char copy[3 * BLOCK_ROOM] = "";

		memcpy(copy, text.data, text.size);
		size += skim_lines(&pass, copy, text.size, rules);
	}
	*lines += pass.lines;
	return size;
}
