/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/address.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

static const uint8_t mapped_prefix[12] = {[10] = 0xff, [11] = 0xff};

/*
 * Makes the IPv4 address of a v4-mapped one; leaves all others alone.  An
 * IPv4 address has zeros where a mapped one has the prefix.
 */
static void
unmap(struct ha_address *address)
{
	if (memcmp(address->bytes, mapped_prefix, sizeof(mapped_prefix)) != 0)
		return;
	memmove(address->bytes, address->bytes + 12, 4);
	memset(address->bytes + 4, 0, 12);
	address->family = HA_FAMILY_IPV4;
	address->zone[0] = '\0';
}

void
ha_address_of_ipv6(const uint8_t bytes[16], struct ha_address *address)
{
	memset(address, 0, sizeof(*address));
	address->family = HA_FAMILY_IPV6;
	memcpy(address->bytes, bytes, 16);
	unmap(address);
}

bool
ha_address_parse(struct ha_slice text, struct ha_address *address)
{
	size_t percent = ha_slice_find(text, '%');
	struct ha_slice zone = ha_slice_from(text, percent + 1);
	struct ha_address parsed = {0};
	char copy[INET6_ADDRSTRLEN];

	if (!ha_slice_copy(ha_slice_head(text, percent), copy, sizeof(copy)))
		return false;
	if (inet_pton(AF_INET6, copy, parsed.bytes) == 1)
		parsed.family = HA_FAMILY_IPV6;
	else if (percent == text.size &&
		 inet_pton(AF_INET, copy, parsed.bytes) == 1)
		parsed.family = HA_FAMILY_IPV4;
	else
		return false;
	/* no interface has a ':' in its name */
	if (percent < text.size &&
	    (zone.size == 0 || ha_slice_find(zone, '%') < zone.size ||
	     ha_slice_find(zone, ':') < zone.size ||
	     !ha_slice_copy(zone, parsed.zone, sizeof(parsed.zone))))
		return false;
	unmap(&parsed);
	*address = parsed;
	return true;
}

bool
ha_ipv6_net_parse(struct ha_slice text, struct ha_address *address,
		  unsigned *length)
{
	size_t slash = ha_slice_find(text, '/');
	struct ha_slice host = ha_slice_head(text, slash);
	unsigned long bits = 128;

	if (slash < text.size &&
	    !ha_slice_number(ha_slice_from(text, slash + 1), 10, 128, &bits))
		return false;
	if (ha_slice_find(host, ':') == host.size ||
	    !ha_address_parse(host, address))
		return false;
	*length = (unsigned)bits;
	return true;
}

#ifndef __GLIBC__
/* Whether BYTES have an IPv4 address at their end, and 0 before (RFC 4291). */
static bool
is_compatible(const uint8_t bytes[16])
{
	static const uint8_t zeros[12];

	return memcmp(bytes, zeros, sizeof(zeros)) == 0 &&
	       (bytes[12] | bytes[13]) != 0;
}
#endif

void
ha_address_format(const struct ha_address *address, bool with_zone,
		  char buffer[HA_ADDRESS_TEXT_MAX])
{
	int family = address->family == HA_FAMILY_IPV4 ? AF_INET : AF_INET6;
	size_t used;

	inet_ntop(family, address->bytes, buffer, HA_ADDRESS_TEXT_MAX);
#ifndef __GLIBC__
	/* musl writes ::c000:20a for ::192.0.2.10. */
	if (family == AF_INET6 && is_compatible(address->bytes))
		snprintf(buffer, HA_ADDRESS_TEXT_MAX, "::%u.%u.%u.%u",
			 address->bytes[12], address->bytes[13],
			 address->bytes[14], address->bytes[15]);
#endif
	if (!with_zone || address->zone[0] == '\0')
		return;
	used = strlen(buffer);
	snprintf(buffer + used, HA_ADDRESS_TEXT_MAX - used, "%%%s",
		 address->zone);
}

bool
ha_address_equal(const struct ha_address *a, const struct ha_address *b)
{
	return a->family == b->family &&
	       memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0 &&
	       strcmp(a->zone, b->zone) == 0;
}

/* Reads one part of a quad: decimal, 0octal or 0xhex, at most 255. */
static bool
quad_part(struct ha_slice text, uint8_t *part)
{
	unsigned long value = 0;
	unsigned base = 10;

	if (text.size > 1 && text.data[0] == '0') {
		base = text.data[1] == 'x' || text.data[1] == 'X' ? 16 : 8;
		text = ha_slice_from(text, base == 16 ? 2 : 1);
	}
	if (text.size == 0)
		return false;
	for (size_t i = 0; i < text.size && value <= 255; i++) {
		const struct ha_slice digits = {"0123456789abcdef", base};
		size_t digit =
		    ha_slice_find(digits, (char)ha_fold(text.data[i]));

		if (digit == base)
			return false;
		value = value * base + digit;
	}
	if (value > 255)
		return false;
	*part = (uint8_t)value;
	return true;
}

bool
ha_quad_parse(struct ha_slice text, uint8_t quad[4])
{
	uint8_t parts[4];

	for (int i = 0; i < 4; i++) {
		size_t dot = ha_slice_find(text, '.');

		if ((dot == text.size) != (i == 3) ||
		    !quad_part(ha_slice_head(text, dot), &parts[i]))
			return false;
		text = ha_slice_from(text, dot + 1);
	}
	memcpy(quad, parts, sizeof(parts));
	return true;
}

void
ha_net_of_address(const struct ha_address *address, struct ha_net *net)
{
	net->base = *address;
	memset(net->mask, 0xff, sizeof(net->mask));
}

/*
 * Makes the v4-mapped IPv6 address of an IPv4 one, but for its last four
 * bytes, which no net that is wider than all of IPv4 has.
 */
static void
map_prefix(struct ha_address *address)
{
	memcpy(address->bytes, mapped_prefix, sizeof(mapped_prefix));
	address->family = HA_FAMILY_IPV6;
}

void
ha_net_of_prefix(const struct ha_address *address, unsigned length,
		 unsigned width, struct ha_net *net)
{
	*net = (struct ha_net){.base = *address};
	if (width == 128 && address->family == HA_FAMILY_IPV4) {
		if (length >= 96)
			length -= 96;
		else
			map_prefix(&net->base);
	}
	for (unsigned i = 0; i < 16; i++) {
		unsigned bits = length > 8 * i ? length - 8 * i : 0;

		net->mask[i] = (uint8_t)(bits < 8 ? 0xff00 >> bits : 0xff);
		net->base.bytes[i] &= net->mask[i];
	}
}

void
ha_net_of_mask(const uint8_t quad[4], const uint8_t mask[4], struct ha_net *net)
{
	memset(net, 0, sizeof(*net));
	net->base.family = HA_FAMILY_IPV4;
	memcpy(net->mask, mask, 4);
	for (int i = 0; i < 4; i++)
		net->base.bytes[i] = quad[i] & mask[i];
}

/* Returns bit NUMBER of BYTES, the highest of the first being 0. */
static bool
has_bit(const uint8_t *bytes, unsigned number)
{
	return bytes[number / 8] & (0x80 >> number % 8);
}

bool
ha_net_length(const struct ha_net *net, unsigned *length)
{
	unsigned width = net->base.family == HA_FAMILY_IPV4 ? 32 : 128;
	unsigned ones = 0;

	while (ones < width && has_bit(net->mask, ones))
		ones++;
	for (unsigned bit = ones; bit < width; bit++)
		if (has_bit(net->mask, bit))
			return false;
	*length = ones;
	return true;
}

bool
ha_net_contains(const struct ha_net *net, const struct ha_address *address)
{
	size_t size = net->base.family == HA_FAMILY_IPV4 ? 4 : 16;

	if (net->base.family != address->family)
		return false;
	for (size_t i = 0; i < size; i++)
		if ((address->bytes[i] & net->mask[i]) != net->base.bytes[i])
			return false;
	return net->base.zone[0] == '\0' ||
	       strcmp(net->base.zone, address->zone) == 0;
}
