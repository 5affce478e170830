/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/nearest.h"

#include <ctype.h>

#define WORD_MAX 16

static int
letter(struct ha_slice word, size_t index)
{
	return tolower((unsigned char)word.data[index]);
}

static unsigned
smallest(unsigned a, unsigned b, unsigned c)
{
	unsigned least = a < b ? a : b;

	return least < c ? least : c;
}

/*
 * Returns how many changes make A into B, each of at most WORD_MAX bytes;
 * no letter is swapped and then changed (optimal string alignment).
 */
static unsigned
distance(struct ha_slice a, struct ha_slice b)
{
	unsigned costs[WORD_MAX + 1][WORD_MAX + 1];

	for (unsigned i = 0; i <= a.size; i++)
		costs[i][0] = i;
	for (unsigned j = 0; j <= b.size; j++)
		costs[0][j] = j;
	for (size_t i = 1; i <= a.size; i++) {
		for (size_t j = 1; j <= b.size; j++) {
			int x = letter(a, i - 1), y = letter(b, j - 1);

			costs[i][j] =
			    smallest(costs[i - 1][j] + 1, costs[i][j - 1] + 1,
				     costs[i - 1][j - 1] + (x != y));
			if (i > 1 && j > 1 && letter(a, i - 2) == y &&
			    x == letter(b, j - 2) &&
			    costs[i - 2][j - 2] + 1 < costs[i][j])
				costs[i][j] = costs[i - 2][j - 2] + 1;
		}
	}
	return costs[a.size][b.size];
}

const char *
nearest_word(struct ha_slice text, const char *const *words, size_t count)
{
	const char *nearest = NULL;
	unsigned least = text.size < 6 ? 2 : 3;

	if (text.size < 2 || text.size > WORD_MAX)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		unsigned changes = distance(text, ha_slice_of(words[i]));

		if (changes >= least)
			continue;
		least = changes;
		nearest = words[i];
	}
	return nearest;
}
