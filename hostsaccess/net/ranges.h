/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Ranges: sets of addresses of any size, to unite, to compare and to write as
 * the fewest nets.
 *
 * nets.h has what libcidr knows of one range.  A list of a million nets wants
 * neither its memory nor its time, and no program is to do without this for
 * lack of libcidr.  Out of memory ends the program.
 */
#ifndef NET_RANGES_H
#define NET_RANGES_H

#include "common/request/address.h"

/* An address as a number; one of IPv4 in the last 32 bits of LOW. */
struct number {
	uint64_t high, low;
};

struct range {
	struct number first, last;
	enum ha_family family;
};

/*
 * A set.  Begin it with {0}.  It is in order when its ranges are those of IPv4,
 * then those of IPv6, each by its first address, with a gap between any two.
 */
struct ranges {
	struct range *ranges;
	size_t count;
};

/* Frees what SET holds. */
void ranges_free(struct ranges *set);

/* Adds all addresses of FAMILY from FIRST to LAST; SET is then not in order. */
void ranges_add(struct ranges *set, enum ha_family family, struct number first,
		struct number last);

/* Adds all of OTHER likewise. */
void ranges_append(struct ranges *set, const struct ranges *other);

/*
 * Adds the net of the first LENGTH bits of BYTES, an address of FAMILY, 32 or
 * 128 of them at most.
 */
void ranges_add_net(struct ranges *set, enum ha_family family,
		    const uint8_t bytes[16], unsigned length);

/* Adds every address of both families. */
void ranges_add_all(struct ranges *set);

/* Returns the number that the address BYTES of FAMILY is. */
struct number number_of(enum ha_family family, const uint8_t bytes[16]);

/* Returns less than 0, 0 or more, as A is less than B, equal or more. */
int number_order(struct number a, struct number b);

/* Puts SET in order: what overlaps or touches becomes one. */
void ranges_order(struct ranges *set);

/* The sets of these are in order, and so is what comes out. */

/* Sets BOTH, which the caller frees, to what A and B have in common. */
void ranges_common(const struct ranges *a, const struct ranges *b,
		   struct ranges *both);

/* Sets REST, which the caller frees, to what A has and B has not. */
void ranges_without(const struct ranges *a, const struct ranges *b,
		    struct ranges *rest);

/* Gets a net: its family, the bytes of its first address, its length. */
typedef void ranges_net_fn(void *context, enum ha_family family,
			   const uint8_t bytes[16], unsigned length);

/*
 * Hands the fewest nets that make up SET to TAKE, in their order.  One of IPv6
 * that holds v4-mapped addresses alone is left out: those are of IPv4.
 */
void ranges_nets(const struct ranges *set, ranges_net_fn *take, void *context);

/* Room for the digits of 2 to the power of 128, and 2 to the power of 32. */
#define RANGES_COUNT_MAX 48

/* Writes how many addresses SET has, in decimal digits. */
void ranges_count(const struct ranges *set, char text[RANGES_COUNT_MAX]);

#endif
