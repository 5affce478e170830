/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Skim bits: text as blocks, in which one bit stands for each byte, bit 0 for
 * the first one.  What can is done for sixteen bytes at once.
 */
#ifndef HA_SKIM_BITS_H
#define HA_SKIM_BITS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define BLOCK_SIZE 64

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
 * Returns whether the four bytes WORD stand anywhere in the block BYTES, or
 * up to three bytes behind it.
 */
static inline bool
has_word(const char *bytes, uint32_t word)
{
#ifdef __SSE2__
	const __m128i wanted = _mm_set1_epi32((int)word);
	__m128i found = _mm_setzero_si128();

#pragma GCC unroll 4
	for (int i = 0; i < BLOCK_SIZE; i += 16) {
		found = _mm_or_si128(found, equal_words(bytes + i, wanted));
		found = _mm_or_si128(found, equal_words(bytes + i + 1, wanted));
		found = _mm_or_si128(found, equal_words(bytes + i + 2, wanted));
		found = _mm_or_si128(found, equal_words(bytes + i + 3, wanted));
	}
	return _mm_movemask_epi8(found) != 0;
#else
	for (int i = 0; i < BLOCK_SIZE; i++)
		if (memcmp(bytes + i, &word, sizeof(word)) == 0)
			return true;
	return false;
#endif
}

/* Returns the bits below bit NUMBER, which is less than 64. */
static inline uint64_t
bits_below(unsigned number)
{
	return (UINT64_C(1) << number) - 1;
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
	unsigned number = *bits != 0 ? first_bit(*bits) : BLOCK_SIZE;

	*bits &= *bits - 1;
	return number;
}

#endif
