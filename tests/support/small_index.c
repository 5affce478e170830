/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/small_index.h"

#include "hostsaccess/index/build.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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
	int fd = memfd_create("index", MFD_CLOEXEC);
	enum ha_status made = HA_ERR_IO;
	struct ha_source source;
	struct build build;

	(void)context, (void)status;
	if (fd >= 0 && fchmod(fd, 0600) == 0 &&
	    ha_source_open(&source, file, rules) == HA_OK) {
		made = build_index(&source, fd, NULL, NULL, &build);
		ha_source_close(&source);
	}
	if (made == HA_OK)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
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
