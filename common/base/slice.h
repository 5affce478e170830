/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Slices: views into text that somebody else owns.
 *
 * All rule text is handled as slices into the buffer of the file reader;
 * nothing is copied, cut or terminated.  Case folds for ASCII letters only,
 * whatever the locale says.
 */
#ifndef HA_SLICE_H
#define HA_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* SIZE bytes from DATA on; DATA may be NULL when SIZE is 0. */
struct ha_slice {
	const char *data;
	size_t size;
};

/* Classes of bytes, one bit each. */
enum ha_class {
	HA_C_BLANK = 1 << 0,     /* space, tab, CR, LF, NUL */
	HA_C_COMMA = 1 << 1,     /* ',' */
	HA_C_SPACE = 1 << 2,     /* HA_C_BLANK, VT, FF: isspace(3) in "C" */
	HA_C_DIGIT = 1 << 3,     /* 0-9 */
	HA_C_DOT = 1 << 4,       /* '.' */
	HA_C_WILDCARD = 1 << 5,  /* '*' and '?' */
	HA_C_FIELD = 1 << 6,     /* ':' and '[': may end or protect a field */
	HA_C_HOST_NAME = 1 << 7, /* letters, digits, '-', '_', '.' */
};

/* What separates the tokens of a list (hosts_access(5)). */
#define HA_C_SEPARATOR (HA_C_BLANK | HA_C_COMMA)

extern const unsigned char ha_class_of[256];

/* Returns whether byte C is in one of the classes of MASK. */
static inline bool
ha_in_class(char c, unsigned mask)
{
	return (ha_class_of[(unsigned char)c] & mask) != 0;
}

/* Returns C in lower case if it is an ASCII letter, else C. */
static inline unsigned char
ha_fold(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Returns a slice of the terminated string TEXT, which the caller owns. */
static inline struct ha_slice
ha_slice_of(const char *text)
{
	return (struct ha_slice){text, strlen(text)};
}

/* Returns the part of S from OFFSET (at most S.size) on. */
static inline struct ha_slice
ha_slice_from(struct ha_slice s, size_t offset)
{
	if (offset > s.size)
		offset = s.size;
	if (offset == 0) /* to NULL nothing may be added, not even 0 */
		return s;
	return (struct ha_slice){s.data + offset, s.size - offset};
}

/* Returns the first SIZE (at most S.size) bytes of S. */
static inline struct ha_slice
ha_slice_head(struct ha_slice s, size_t size)
{
	return (struct ha_slice){s.data, size < s.size ? size : s.size};
}

/* Returns S without the bytes of the classes of MASK that it begins with. */
struct ha_slice ha_slice_skip_all(struct ha_slice s, unsigned mask);

/* Likewise; fast where that is none or one, as in most lists. */
static inline struct ha_slice
ha_slice_skip(struct ha_slice s, unsigned mask)
{
	if (s.size == 0 || !ha_in_class(s.data[0], mask))
		return s;
	s = ha_slice_from(s, 1);
	if (s.size == 0 || !ha_in_class(s.data[0], mask))
		return s;
	return ha_slice_skip_all(s, mask);
}

/* Returns S without the bytes of the classes of MASK at both its ends. */
struct ha_slice ha_slice_trim(struct ha_slice s, unsigned mask);

/* Returns whether every byte of S is in a class of MASK (also if empty). */
bool ha_slice_all(struct ha_slice s, unsigned mask);

/* Returns whether some byte of S is in a class of MASK. */
bool ha_slice_any(struct ha_slice s, unsigned mask);

/* Returns whether A and B are the same text, ASCII case apart. */
bool ha_slice_equal(struct ha_slice a, struct ha_slice b);

/* Returns whether A and B are the same bytes, as names of files are. */
static inline bool
ha_slice_same(struct ha_slice a, struct ha_slice b)
{
	return a.size == b.size &&
	       (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/* Returns whether S is the terminated string WORD, ASCII case apart. */
static inline bool
ha_slice_is(struct ha_slice s, const char *word)
{
	struct ha_slice text = ha_slice_of(word);

	return s.size == text.size && ha_slice_equal(s, text);
}

/* Returns whether S begins (ends) with PART, ASCII case apart. */
bool ha_slice_starts(struct ha_slice s, struct ha_slice part);
bool ha_slice_ends(struct ha_slice s, struct ha_slice part);

/* Returns the offset of the first byte C in S, or S.size. */
size_t ha_slice_find(struct ha_slice s, char c);

/* Returns S without the one pair of brackets around it, if there is one. */
struct ha_slice ha_slice_unbracket(struct ha_slice s);

/*
 * Returns the offset, FROM at least, of the first byte C in S that does not
 * stand between '[' and the next ']', or S.size.  A '[' without a ']' behind
 * it is a plain byte.
 */
size_t ha_slice_find_unbracketed(struct ha_slice s, char c, size_t from);

/*
 * Copies S and a final NUL to BUFFER of SIZE bytes.  Returns false, with
 * nothing written, if it does not fit or if S holds a NUL itself.
 */
bool ha_slice_copy(struct ha_slice s, char *buffer, size_t size);

/*
 * Reads S, wholly digits of BASE (8 or 10), as a number of at most MAX.
 * Returns false, with *NUMBER unchanged, for anything else: an empty slice,
 * a sign, a blank, a larger number.
 */
bool ha_slice_number(struct ha_slice s, unsigned base, unsigned long max,
		     unsigned long *number);

/* Likewise of 64 bits on every machine, as for times. */
bool ha_slice_wide_number(struct ha_slice s, unsigned base, uint64_t max,
			  uint64_t *number);

#endif
