/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/net/nets.h"

#include "hostsaccess/tool/memory.h"

#include <libcidr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Returns MADE: with what it is fed here, libcidr fails for memory only. */
static void *
needed(void *made)
{
	if (!made)
		memory_out();
	return made;
}

/*
 * Returns the first LENGTH bits of BASE, which has no others, by its canonical
 * text.  libcidr reads up to eight bytes before a short one.
 */
static CIDR *
cidr_of(const struct ha_address *base, unsigned length)
{
	char buffer[8 + HA_ADDRESS_TEXT_MAX + sizeof("/128")] = "";
	char *text = buffer + 8;
	size_t used;

	ha_address_format(base, false, text);
	used = strlen(text);
	snprintf(text + used, sizeof("/128"), "/%u", length);
	return needed(cidr_from_str(text));
}

/* Writes the address of CIDR; of IPv4, it is the last four of its bytes. */
static void
address_of(const CIDR *cidr, struct ha_address *address)
{
	bool ipv4 = cidr_get_proto(cidr) == CIDR_IPV4;
	uint8_t *bytes = needed(cidr_get_addr(cidr));
	size_t size = ipv4 ? 4 : 16;

	*address = (struct ha_address){.family = ipv4 ? HA_FAMILY_IPV4
						      : HA_FAMILY_IPV6};
	memcpy(address->bytes, bytes + 16 - size, size);
	free(bytes);
}

/* Writes the first and the last address of CIDR, a net. */
static void
ends_of(const CIDR *cidr, struct ha_address *first, struct ha_address *last)
{
	CIDR *end = needed(cidr_addr_broadcast(cidr));

	address_of(cidr, first);
	address_of(end, last);
	cidr_free(end);
}

/* Less than 0, 0 or more, as A comes before B, of the same family. */
static int
order(const struct ha_address *a, const struct ha_address *b)
{
	return memcmp(a->bytes, b->bytes, sizeof(a->bytes));
}

static void
add(struct nets *set, const CIDR *cidr, const struct ha_address *base)
{
	unsigned width = base->family == HA_FAMILY_IPV4 ? 32 : 128;

	set->nets = memory_grow(set->nets, set->count, sizeof(*set->nets));
	ha_net_of_prefix(base, (unsigned)cidr_get_pflen(cidr), width,
			 &set->nets[set->count++]);
}

/*
 * Adds to SET what CIDR and the range of FIRST to LAST have in common: all of
 * the net, nothing, or what its halves have.  A net of one address is in the
 * range or not, and needs none.  cidr_is_v4mapped() returns 0 for yes.
 */
static void
add_common(struct nets *set, const CIDR *cidr, const struct ha_address *first,
	   const struct ha_address *last)
{
	struct ha_address net_first, net_last;
	CIDR **halves;

	ends_of(cidr, &net_first, &net_last);
	if (cidr_is_v4mapped(cidr) == 0 || order(&net_last, first) < 0 ||
	    order(&net_first, last) > 0)
		return;
	if (order(&net_first, first) >= 0 && order(&net_last, last) <= 0) {
		add(set, cidr, &net_first);
		return;
	}
	halves = needed(cidr_net_subnets(cidr));
	for (int i = 0; i < 2; i++) {
		add_common(set, halves[i], first, last);
		cidr_free(halves[i]);
	}
	free(halves);
}

bool
nets_of_range(const struct ha_address *first, const struct ha_address *last,
	      struct nets *set)
{
	const struct ha_address lowest = {.family = first->family};
	CIDR *everything;

	if (first->family != last->family || first->family == HA_FAMILY_NONE ||
	    first->zone[0] != '\0' || last->zone[0] != '\0' ||
	    order(first, last) > 0)
		return false;
	*set = (struct nets){0};
	everything = cidr_of(&lowest, 0);
	add_common(set, everything, first, last);
	cidr_free(everything);
	return true;
}

void
nets_free(struct nets *set)
{
	free(set->nets);
	*set = (struct nets){0};
}

/* Copies NUMBER without the commas that libcidr groups its digits by. */
static void
copy_digits(const char *number, char digits[NETS_COUNT_MAX])
{
	size_t size = 0;

	for (; *number != '\0' && size < NETS_COUNT_MAX - 1; number++)
		if (*number != ',')
			digits[size++] = *number;
	digits[size] = '\0';
}

bool
nets_span(const struct ha_net *net, struct nets_span *span)
{
	unsigned length;
	CIDR *cidr;

	if (!ha_net_length(net, &length))
		return false;
	cidr = cidr_of(&net->base, length);
	ends_of(cidr, &span->first, &span->last);
	copy_digits(cidr_numaddr(cidr), span->count);
	cidr_free(cidr);
	memcpy(span->first.zone, net->base.zone, sizeof(span->first.zone));
	memcpy(span->last.zone, net->base.zone, sizeof(span->last.zone));
	return true;
}
