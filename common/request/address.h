/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Internet addresses and nets as numbers.
 *
 * A v4-mapped IPv6 address (RFC 4291, section 2.5.5.2) is the IPv4 address
 * in it, whatever its spelling.
 */
#ifndef HA_ADDRESS_H
#define HA_ADDRESS_H

#include "common/base/slice.h"
#include "common/base/status.h"

#include <stdint.h>

/* The longest text of an address: an IPv6 address, '%' and a zone. */
#define HA_ADDRESS_TEXT_MAX 64
/* The longest zone id, as IF_NAMESIZE has it. */
#define HA_ZONE_MAX 15

enum ha_family {
	HA_FAMILY_NONE = 0, /* not a number */
	HA_FAMILY_IPV4,
	HA_FAMILY_IPV6,
};

struct ha_address {
	enum ha_family family;
	uint8_t bytes[16];          /* network order; IPv4 uses the first 4 */
	char zone[HA_ZONE_MAX + 1]; /* of RFC 4007, without '%'; "" for none */
};

/* All addresses A of the base's family with A & mask == base & mask. */
struct ha_net {
	struct ha_address base;
	uint8_t mask[16];
};

/*
 * Reads TEXT as inet_pton(3) does, for IPv6 with an optional %zone.
 * Returns false, with *ADDRESS unchanged, if it is not wholly an address.
 */
bool ha_address_parse(struct ha_slice text, struct ha_address *address);

/*
 * Reads TEXT, wholly an IPv6 address, or one and "/" and a prefix length of
 * 0 to 128; without "/" *LENGTH becomes 128.  Returns false, with nothing
 * changed, for anything else.
 */
bool ha_ipv6_net_parse(struct ha_slice text, struct ha_address *address,
		       unsigned *length);

/* Makes the address of the 16 BYTES of an IPv6 one, without a zone. */
void ha_address_of_ipv6(const uint8_t bytes[16], struct ha_address *address);

/*
 * Writes the canonical text (RFC 5952; with the zone only if WITH_ZONE) of
 * ADDRESS, whose family is not HA_FAMILY_NONE, to BUFFER.
 */
void ha_address_format(const struct ha_address *address, bool with_zone,
		       char buffer[HA_ADDRESS_TEXT_MAX]);

/* Returns whether A and B are the same address, zones included. */
bool ha_address_equal(const struct ha_address *a, const struct ha_address *b);

/*
 * Reads TEXT, four parts of 0 to 255 joined by dots, each decimal, octal
 * (leading 0) or hexadecimal (leading 0x), as tcp_wrappers reads the nets
 * and masks of hosts_access(5).  Returns false, QUAD unchanged, otherwise.
 */
bool ha_quad_parse(struct ha_slice text, uint8_t quad[4]);

/* Makes the net of the one address ADDRESS. */
void ha_net_of_address(const struct ha_address *address, struct ha_net *net);

/*
 * Makes the net of the first LENGTH of the WIDTH (32 or 128) bits that
 * ADDRESS has as it was written; host bits are cleared.  LENGTH is WIDTH at
 * most.  96 and more bits of a v4-mapped address are the IPv4 net of the rest.
 */
void ha_net_of_prefix(const struct ha_address *address, unsigned length,
		      unsigned width, struct ha_net *net);

/* Makes the IPv4 net of QUAD under MASK, which need not be contiguous. */
void ha_net_of_mask(const uint8_t quad[4], const uint8_t mask[4],
		    struct ha_net *net);

/*
 * Returns whether the mask of NET is a prefix length, *LENGTH: ones, then
 * zeros, of the 32 or 128 bits of its family.  Else *LENGTH is unchanged.
 */
bool ha_net_length(const struct ha_net *net, unsigned *length);

/*
 * Returns whether ADDRESS lies in NET.  A net without zone contains every
 * zone, one with a zone only that.
 */
bool ha_net_contains(const struct ha_net *net,
		     const struct ha_address *address);

#endif
