/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/reindex.h"

#include "hostsaccess/index/kind.h"
#include "hostsaccess/index/make.h"
#include "hostsaccess/index/state.h"

bool
reindex_is_due(const char *file)
{
	return index_state(file, (struct ha_index_use){.rules = true}) ==
	       HA_INDEX_VALID;
}

int
reindex(const char *file)
{
	enum ha_status status;
	struct kind kind;

	status = kind_of(file, &kind);
	if (status != HA_OK)
		return index_status_fault(file, status);
	return kind.small ? 0 : make_index(file, true);
}
