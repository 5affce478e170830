/* SPDX-License-Identifier: BSD-3-Clause */
/* Addresses and nets that are not written as they have to be. */
#ifndef CHECK_ADDRESS_H
#define CHECK_ADDRESS_H

#include "common/rule/pattern.h"

struct hint;

/* Adds what TOKEN, digits and dots but no IPv4 address, was to be. */
void address_hint(struct hint *hint, struct ha_slice token);

/* Adds what TOKEN, with a '/' and no address before that, was to be. */
void address_net_hint(struct hint *hint, struct ha_slice token);

/* Adds both readings of PATTERN, of TOKEN, a net with host bits. */
void address_host_bits_hint(struct hint *hint, struct ha_slice token,
			    const struct ha_pattern *pattern);

/* How many addresses the net of PATTERN, of IPv4, has besides one. */
unsigned long address_others(const struct ha_pattern *pattern);

/* Adds a mask for TOKEN, a net without one that is usable. */
void address_mask_hint(struct hint *hint, struct ha_slice token);

/* Adds what TOKEN, in brackets but not of IPv6, was to be. */
void address_bracket_hint(struct hint *hint, struct ha_slice token);

/* Whether TOKEN is a beginning of the text of some IPv4 addresses. */
bool address_is_prefix(struct ha_slice token);

/*
 * Whether NET, of IPv4 and read from TOKEN, is another than its decimal
 * numbers say: some of them are octal.
 */
bool address_is_octal(struct ha_slice token, const struct ha_net *net);

/*
 * Adds the address that TOKEN is for inet_aton(3): 0x7f.1.  Returns false if it
 * has no hexadecimal number or is none.
 */
bool address_hex_hint(struct hint *hint, struct ha_slice token);

/* Whether NAME is made like an address: 192.0.2.x, 192.0.2.1-9. */
bool address_resembles(struct ha_slice name);

/* Adds the net that ADDRESS, of IPv4 and with a 0 at its end, looks like. */
void address_zeros_hint(struct hint *hint, const struct ha_address *address);

/* Adds the beginning of TOKEN, an address with x in place of numbers. */
void address_letters_hint(struct hint *hint, struct ha_slice token);

/* Adds what to write for PATTERN, an IPv4 net whose mask is no length. */
void address_odd_mask_hint(struct hint *hint, const struct ha_pattern *pattern);

#endif
