/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/wildcard_match.h"

#include <stdint.h>

/* What a part of an address has so far, and so which digits may follow. */
enum part {
	PART_EMPTY, /* any */
	PART_FULL,  /* none */
	PART_1,     /* any, and one more */
	PART_2,     /* likewise up to 4; up to 5 behind 5; no more behind 6 */
	PART_25,    /* up to 5 */
	PART_LOW,   /* any: 10 to 24, 3 to 9 */
	PART_COUNT,
};

/* Returns what a part has when DIGIT follows PART, PART_COUNT: none may. */
static enum part
after(enum part part, int digit)
{
	switch (part) {
	case PART_EMPTY:
		return digit == 0   ? PART_FULL
		       : digit == 1 ? PART_1
		       : digit == 2 ? PART_2
				    : PART_LOW;
	case PART_1:
		return PART_LOW;
	case PART_2:
		return digit < 5 ? PART_LOW : digit == 5 ? PART_25 : PART_FULL;
	case PART_25:
		return digit < 6 ? PART_FULL : PART_COUNT;
	case PART_LOW:
		return PART_FULL;
	case PART_FULL:
	case PART_COUNT:
		break;
	}
	return PART_COUNT;
}

#define PARTS 4
#define BIT(number, part) (UINT32_C(1) << ((number)*PART_COUNT + (part)))

/*
 * Returns where in an address one may be behind the byte C, from STATES, a set
 * of bits for each number of a part and what it has.
 */
static uint32_t
step(uint32_t states, char c)
{
	uint32_t next = 0;

	for (unsigned number = 0; number < PARTS; number++)
		for (unsigned part = 0; part < PART_COUNT; part++) {
			enum part then = PART_COUNT;

			if (!(states & BIT(number, part)))
				continue;
			if (c != '.')
				then = after((enum part)part, c - '0');
			else if (part != PART_EMPTY && number + 1 < PARTS)
				next |= BIT(number + 1, PART_EMPTY);
			if (then != PART_COUNT)
				next |= BIT(number, then);
		}
	return next;
}

/* The same behind any byte. */
static uint32_t
step_any(uint32_t states)
{
	uint32_t next = 0;

	for (const char *c = "0123456789."; *c; c++)
		next |= step(states, *c);
	return next;
}

bool
wildcard_may_match(struct ha_slice token)
{
	uint32_t states = BIT(0, PART_EMPTY), before = 0;

	/* an address of IPv6 may end in one of IPv4, or in a zone with dots */
	if (!ha_slice_any(token, HA_C_DOT) ||
	    !ha_in_class(token.data[0], HA_C_DIGIT))
		return true;
	for (size_t i = 0; i < token.size; i++) {
		if (token.data[i] == '?')
			states = step_any(states);
		else if (token.data[i] != '*')
			states = step(states, token.data[i]);
		for (; token.data[i] == '*' && states != before;
		     states |= step_any(states))
			before = states;
	}
	for (unsigned part = PART_FULL; part < PART_COUNT; part++)
		if (states & BIT(PARTS - 1, part))
			return true;
	return false;
}
