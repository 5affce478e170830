/* SPDX-License-Identifier: BSD-3-Clause */
/* Dice: numbers that look random and come from a seed alone. */
#ifndef ORACLE_DICE_H
#define ORACLE_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
	uint64_t state;
};

/* Returns 64 bits (splitmix64). */
static inline uint64_t
dice_bits(struct dice *dice)
{
	uint64_t z = dice->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* Returns a number below LIMIT, which is not 0. */
static inline unsigned
dice_below(struct dice *dice, unsigned limit)
{
	return (unsigned)((dice_bits(dice) >> 32) * limit >> 32);
}

/* Returns true once in N times. */
static inline bool
dice_one_in(struct dice *dice, unsigned n)
{
	return dice_below(dice, n) == 0;
}

/* One of the entries of ARRAY, an array. */
#define DICE_PICK(dice, array) \
	((array)[dice_below(dice, sizeof(array) / sizeof((array)[0]))])

#endif
