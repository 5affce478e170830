/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Nets: sets of nets, and what a net holds, for the command.
 *
 * libcidr does the work.  A program that is built without it knows no sets,
 * and does not count: see each function.  Out of memory ends the program.
 */
#ifndef NET_NETS_H
#define NET_NETS_H

#include "common/request/address.h"

/* A set: COUNT nets in the order of their addresses, none within another. */
struct nets {
	struct ha_net *nets;
	size_t count;
};

/*
 * Makes SET the fewest nets that hold all addresses from FIRST to LAST, and
 * no others; the caller frees it.  A range of IPv6 holds no v4-mapped
 * addresses: those are of IPv4.  Returns false, with SET unchanged, if LAST
 * comes before FIRST, if they are of two families or one has a zone, or if
 * this is built without libcidr.
 */
bool nets_of_range(const struct ha_address *first,
		   const struct ha_address *last, struct nets *set);

/* Frees what SET, of nets_of_range(), holds. */
void nets_free(struct nets *set);

/* Room for the digits of 2 to the power of 128. */
#define NETS_COUNT_MAX 40

struct nets_span {
	struct ha_address first, last;
	char count[NETS_COUNT_MAX]; /* of addresses; "": without libcidr */
};

/*
 * Says of NET, which may have a zone, its first and last address, and how
 * many it has, in decimal digits.  Returns false, with SPAN unchanged, if the
 * mask is none of a prefix length.
 */
bool nets_span(const struct ha_net *net, struct nets_span *span);

#endif
