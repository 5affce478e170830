/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/filter.h"

void
ha_filter_set(struct ha_filter *filter, const struct ha_endpoint *client)
{
	ha_skim_prepare(client, &filter->skim);
	filter->on = filter->skim.usable;
}

size_t
ha_filter_lines(const struct ha_filter *filter, struct ha_slice text,
		bool rules, unsigned long *lines)
{
	return filter->on ? ha_skim_lines(&filter->skim, text, rules, lines)
			  : 0;
}
