/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/index.h"

#include "hostsaccess/index/state.h"

#include <errno.h>

void
index_check(struct findings *findings, const struct ha_source *source)
{
	const struct ha_index_use use = {.rules = source->joins};
	const struct ha_place whole = {source->file, 0, 0};
	enum ha_index_state state = index_state(source->file, use);
	bool rebuilt;

	if (state == HA_INDEX_VALID || state == HA_INDEX_SMALL ||
	    (state == HA_INDEX_ABSENT && errno == ENOENT))
		return;
	rebuilt = state == HA_INDEX_STALE || state == HA_INDEX_UNSAFE;
	findings_add(findings, FINDING_INDEX_UNUSED, whole, ha_slice_of(""),
		     rebuilt ? "its index: %s; `hostsaccess index` builds it "
			       "anew"
			     : "its index: %s",
		     index_state_words(state, use));
}
