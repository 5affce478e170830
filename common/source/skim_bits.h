/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Skim bits: text as blocks, in which one bit stands for each byte, bit 0 for
 * the first one.  Sixteen bytes are handled at once where possible.
 */
#ifndef HA_SKIM_BITS_H
#define HA_SKIM_BITS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define SKIM_BLOCK 64

#ifdef __SSE2__
/* Which bytes of LANE are C. */
static inline __m128i
lane_is(__m128i lane, char c)
{
	return _mm_cmpeq_epi8(lane, _mm_set1_epi8(c));
}
#endif

/* Returns which bytes of the block BYTES are C. */
static inline __attribute__((always_inline)) uint64_t
bits_of(const char *bytes, char c)
{
	uint64_t bits = 0;

#ifdef __SSE2__
#pragma GCC unroll 4
	for (int i = 48; i >= 0; i -= 16)
		bits = bits << 16 |
		       (unsigned)_mm_movemask_epi8(lane_is(
			   _mm_loadu_si128((const void *)(bytes + i)), c));
#else
	for (int i = SKIM_BLOCK - 1; i >= 0; i--)
		bits = bits << 1 | (bytes[i] == c);
#endif
	return bits;
}

/*
 * Returns which bytes of the block BYTES are in LOW to HIGH, once the bits of
 * FOLD are set in them.
 */
static inline __attribute__((always_inline)) uint64_t
bits_in(const char *bytes, char low, char high, char fold)
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

		bits = bits << 16 |
		       (unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(
			   above, _mm_set1_epi8((char)(high - low - 127))));
	}
#else
	for (int i = SKIM_BLOCK - 1; i >= 0; i--)
		bits = bits << 1 |
		       ((bytes[i] | fold) >= low && (bytes[i] | fold) <= high);
#endif
	return bits;
}

/* Returns which bytes of the block BYTES are commas, tabs or CR. */
static inline __attribute__((always_inline)) uint64_t
bits_of_rare_blanks(const char *bytes)
{
	uint64_t bits = 0;

#ifdef __SSE2__
#pragma GCC unroll 4
	for (int i = 48; i >= 0; i -= 16) {
		__m128i lane = _mm_loadu_si128((const void *)(bytes + i));
		__m128i is = _mm_or_si128(
		    lane_is(lane, ','),
		    _mm_or_si128(lane_is(lane, '\t'), lane_is(lane, '\r')));

		bits = bits << 16 | (unsigned)_mm_movemask_epi8(is);
	}
#else
	bits =
	    bits_of(bytes, ',') | bits_of(bytes, '\t') | bits_of(bytes, '\r');
#endif
	return bits;
}

/*
 * Returns the first newline from BYTES to before END; NULL if there is none, or
 * a NUL byte before it.
 */
static inline const char *
find_newline(const char *bytes, const char *end)
{
	for (; end - bytes >= SKIM_BLOCK; bytes += SKIM_BLOCK) {
		uint64_t newlines = bits_of(bytes, '\n');
		uint64_t nuls = bits_of(bytes, '\0');
		uint64_t first = newlines & (~newlines + 1);

		if ((newlines | nuls) != 0)
			return first != 0 && (nuls & (first - 1)) == 0
				   ? bytes + __builtin_ctzll(first)
				   : NULL;
	}
	while (bytes < end && *bytes != '\n' && *bytes != '\0')
		bytes++;
	return bytes < end && *bytes == '\n' ? bytes : NULL;
}

/* Returns the bits from FIRST to before END, which is less than 64. */
static inline uint64_t
bits_from(unsigned first, unsigned end)
{
	return (UINT64_C(1) << end) - (UINT64_C(1) << first);
}

/* Returns the number of the first bit of BITS, which is not 0. */
static inline unsigned
first_bit(uint64_t bits)
{
	return (unsigned)__builtin_ctzll(bits);
}

/* Likewise of the last one. */
static inline unsigned
last_bit(uint64_t bits)
{
	return 63 - (unsigned)__builtin_clzll(bits);
}

/* Returns how many bits of BITS are set. */
static inline unsigned
count_bits(uint64_t bits)
{
	bits -= bits >> 1 & 0x5555555555555555;
	bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
	bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
	return (unsigned)(bits * 0x0101010101010101 >> 56);
}

/* Takes the first bit from *BITS; returns 64 if there is none. */
static inline unsigned
take_bit(uint64_t *bits)
{
	unsigned number = *bits != 0 ? first_bit(*bits) : SKIM_BLOCK;

	*bits &= *bits - 1;
	return number;
}

#endif
