/* SPDX-License-Identifier: BSD-3-Clause */
/* What is left of nets.h in a program that is built without libcidr. */
#include "hostsaccess/net/nets.h"

bool
nets_of_range(const struct ha_address *first, const struct ha_address *last,
	      struct nets *set)
{
	(void)first;
	(void)last;
	(void)set;
	return false;
}

void
nets_free(struct nets *set)
{
	*set = (struct nets){0};
}

bool
nets_span(const struct ha_net *net, struct nets_span *span)
{
	size_t size = net->base.family == HA_FAMILY_IPV4 ? 4 : 16;
	unsigned length;

	if (!ha_net_length(net, &length))
		return false;
	*span = (struct nets_span){.first = net->base, .last = net->base};
	for (size_t i = 0; i < size; i++)
		span->last.bytes[i] |= (uint8_t)~net->mask[i];
	return true;
}
