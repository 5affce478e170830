/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/same_client.h"

#include "common/rule/pattern.h"
#include "common/rule/syntax.h"

#include <string.h>

static bool
same_net(const struct ha_net *a, const struct ha_net *b)
{
	size_t size = a->base.family == HA_FAMILY_IPV4 ? 4 : 16;

	return ha_address_equal(&a->base, &b->base) &&
	       memcmp(a->mask, b->mask, size) == 0;
}

/* Whether A and B, clients of rules, mean the same. */
static bool
same_client(struct ha_slice a, struct ha_slice b)
{
	const struct ha_place nowhere = {"", 0, 0};
	struct ha_pattern first, second;
	struct ha_net net, other;

	if (ha_slice_same(a, b))
		return true;
	if (ha_slice_equal(a, b))
		return a.size > 0 && a.data[0] != '/'; /* else it is a path */
	ha_pattern_of_host(a, nowhere, NULL, &first);
	ha_pattern_of_host(b, nowhere, NULL, &second);
	return ha_pattern_net(&first, &net) &&
	       ha_pattern_net(&second, &other) && same_net(&net, &other);
}

bool
same_client_alone(struct ha_slice clients, struct ha_slice client, bool *among)
{
	struct ha_slice token;
	size_t count = 0, same = 0;

	while (ha_token_next(&clients, &token)) {
		count++;
		same += same_client(token, client);
	}
	*among = same > 0 && same < count;
	return same > 0 && same == count;
}
