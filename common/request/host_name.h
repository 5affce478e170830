/* SPDX-License-Identifier: BSD-3-Clause */
/* Host name: which texts are one (RFC 1123, section 2.1), and of an address. */
#ifndef HA_HOST_NAME_H
#define HA_HOST_NAME_H

#include "common/request/address.h"

/*
 * Returns whether TEXT may be believed to be a host name: its letters are
 * those of RFC 1123 and '_', it is no longer than HA_NAME_MAX, and it is
 * neither a number, be it one part long, octal or hexadecimal (inet_aton(3)),
 * nor a word that stands for a state.
 */
bool ha_name_is_sound(struct ha_slice text);

/*
 * Returns TEXT without the final dot of a fully qualified name; the root stays
 * ".".
 */
struct ha_slice ha_name_without_dot(struct ha_slice text);

/*
 * Writes to NAME, of SIZE bytes, the one under which ZONE tells of ADDRESS: its
 * bytes backwards, those of IPv6 as single digits (RFC 1035, section 3.5; RFC
 * 5782, section 2), and a final dot.  What does not fit is cut.
 */
void ha_name_in_zone(const struct ha_address *address, struct ha_slice zone,
		     char *name, size_t size);

#endif
