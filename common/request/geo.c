/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/geo.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Whether ADDRESS lies in the net of LENGTH bits at BYTES. */
static bool
is_in(const struct ha_address *address, const uint8_t bytes[16],
      unsigned length)
{
	unsigned whole = length / 8, rest = length % 8;

	return memcmp(address->bytes, bytes, whole) == 0 &&
	       (rest == 0 ||
		(address->bytes[whole] ^ bytes[whole]) >> (8 - rest) == 0);
}

/* A net of which nobody has an address for himself, or which says another's. */
struct net {
	enum ha_family family;
	uint8_t bytes[16];
	unsigned length;
};

static const struct net private_nets[] = {
    {HA_FAMILY_IPV4, {10}, 8},          {HA_FAMILY_IPV4, {100, 64}, 10},
    {HA_FAMILY_IPV4, {127}, 8},         {HA_FAMILY_IPV4, {169, 254}, 16},
    {HA_FAMILY_IPV4, {172, 16}, 12},    {HA_FAMILY_IPV4, {192, 168}, 16},
    {HA_FAMILY_IPV6, {[15] = 1}, 128},  {HA_FAMILY_IPV6, {0xfc}, 7},
    {HA_FAMILY_IPV6, {0xfe, 0x80}, 10},
};

/* There the tree of a database has IPv4: no address of IPv6 is meant. */
static const struct net compatible = {HA_FAMILY_IPV6, {0}, 96};
static const struct net teredo = {HA_FAMILY_IPV6, {0x20, 0x01}, 32};
static const struct net from_ipv4 = {HA_FAMILY_IPV6, {0x20, 0x02}, 16};

static bool
is_of(const struct ha_address *address, const struct net *net)
{
	return address->family == net->family &&
	       is_in(address, net->bytes, net->length);
}

bool
ha_geo_is_private(const struct ha_address *address)
{
	for (size_t i = 0; i < sizeof(private_nets) / sizeof(*private_nets);
	     i++)
		if (is_of(address, &private_nets[i]))
			return true;
	return false;
}

bool
ha_geo_subject(const struct ha_address *address, struct ha_address *subject)
{
	*subject = *address;
	subject->zone[0] = '\0';
	if (is_of(address, &teredo) || is_of(address, &compatible))
		return false;
	if (is_of(address, &from_ipv4)) {
		*subject = (struct ha_address){.family = HA_FAMILY_IPV4};
		memcpy(subject->bytes, address->bytes + 2, 4);
	}
	return true;
}

const char *
ha_geo_fault_text(enum ha_geo_fault fault)
{
	switch (fault) {
	case HA_GEO_NO_FAULT:
		break;
	case HA_GEO_NOT_ASKED:
		return "no answer in time";
	case HA_GEO_NO_LIBRARY:
		return "libmaxminddb is not there";
	case HA_GEO_NO_FILE:
		return "no database is there";
	case HA_GEO_UNREADABLE:
		return "the database cannot be read";
	case HA_GEO_BROKEN:
		return "the database is damaged";
	case HA_GEO_UNSETTLED:
		return "the database is being written";
	case HA_GEO_OTHER:
		return "the database is of something else";
	case HA_GEO_NO_RECORD:
		return "the database does not know the address";
	case HA_GEO_TEREDO:
		return "an address of this kind tells nothing";
	}
	return "";
}

void
ha_geo_explain(const struct ha_geo *geo, char *text, size_t size)
{
	const char *why = ha_geo_fault_text(geo->fault);
	const char *colon = geo->file[0] ? ": " : "";

	errno = geo->error;
	if (geo->error)
		snprintf(text, size, "%s: %m%s%s", why, colon, geo->file);
	else
		snprintf(text, size, "%s%s%s", why, colon, geo->file);
}
