/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/filter.h"

void
ha_filter_set(struct ha_filter *filter, const struct ha_endpoint *client)
{
	filter->client = client;
	filter->name_state = client->name_fact.state;
	ha_skim_prepare(client, &filter->skim);
}

void
ha_filter_open_index(struct ha_filter *filter, const char *file,
		     const struct stat *status, struct ha_index_use use,
		     const struct ha_indexes *indexes)
{
	if (filter->skim.usable && ha_index_is_large(status))
		filter->index = ha_index_open(file, status, use, indexes);
}

void
ha_filter_close_index(struct ha_filter *filter)
{
	ha_index_close(filter->index);
	filter->index = NULL;
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
