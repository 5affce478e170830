/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/small_index.h"

#include "tests/support/index_of.h"

static bool used;

void __real_ha_filter_open_index(struct ha_filter *filter, const char *file,
				 const struct stat *status,
				 struct ha_index_use use,
				 const struct ha_indexes *indexes);
void __wrap_ha_filter_open_index(struct ha_filter *filter, const char *file,
				 const struct stat *status,
				 struct ha_index_use use,
				 const struct ha_indexes *indexes);

void
small_index_use(bool use)
{
	used = use;
}

/* Makes the index of FILE; -1 if there can be none. */
static int
make(void *context, const char *file, const struct stat *status, bool rules)
{
	int fd;

	(void)context, (void)status;
	index_in_memory(file, rules, &fd);
	return fd;
}

void
__wrap_ha_filter_open_index(struct ha_filter *filter, const char *file,
			    const struct stat *status, struct ha_index_use use,
			    const struct ha_indexes *indexes)
{
	const struct ha_indexes ours = {make, NULL};

	if (!used) {
		__real_ha_filter_open_index(filter, file, status, use, indexes);
		return;
	}
	if (filter->skim.usable && S_ISREG(status->st_mode))
		filter->index = ha_index_open(file, status, use, &ours);
}
