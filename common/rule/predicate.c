/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/rule/predicate.h"

const struct ha_predicate *
ha_predicate_find(struct ha_slice token, struct ha_slice *value)
{
	for (const struct ha_predicate *one = ha_predicates; one->name; one++) {
		size_t size = ha_slice_find(token, '=');

		*value = ha_slice_from(token, size + 1);
		if (size < token.size &&
		    ha_slice_is(ha_slice_head(token, size), one->name))
			return one;
	}
	return NULL;
}
