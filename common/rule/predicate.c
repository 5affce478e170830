/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/rule/predicate.h"

const struct ha_predicate *
ha_predicate_find(struct ha_slice token, struct ha_slice *value)
{
	const struct ha_predicate *one = ha_predicates;
	size_t size;

	if (!one->name)
		return NULL;
	size = ha_slice_find(token, '=');
	if (size == token.size)
		return NULL;
	while (one->name && !ha_slice_is(ha_slice_head(token, size), one->name))
		one++;
	if (!one->name)
		return NULL;
	*value = ha_slice_from(token, size + 1);
	return one;
}
