/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/filter.h"

void
ha_filter_set(struct ha_filter *filter, const struct ha_endpoint *client)
{
	filter->client = client;
	filter->name_state = client->name_fact.state;
	ha_skim_prepare(client, &filter->skim);
}

size_t
ha_filter_lines(struct ha_filter *filter, struct ha_slice text, bool rules,
		unsigned long *lines)
{
	if (!filter->client)
		return 0;
	if (filter->name_state != filter->client->name_fact.state)
		ha_filter_set(filter, filter->client);
	return ha_skim_lines(&filter->skim, text, rules, lines);
}
