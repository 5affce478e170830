/* SPDX-License-Identifier: BSD-3-Clause */
/* Index of: that of a file of any age and size, built by the command's code. */
#ifndef INDEX_OF_H
#define INDEX_OF_H

#include "hostsaccess/index/build.h"

#include <sys/mman.h>
#include <unistd.h>

/* Writes the index of FILE to FD, an empty file.  Statuses of build_index(). */
static inline enum ha_status
index_of(const char *file, bool rules, int fd)
{
	struct ha_source source;
	struct build figures;
	enum ha_status status = ha_source_open(&source, file, rules);

	if (status != HA_OK)
		return status;
	status = build_index(&source, fd, NULL, NULL, &figures);
	ha_source_close(&source);
	return status;
}

/* Likewise to a new file in memory, *FD, which is -1 unless HA_OK. */
static inline enum ha_status
index_in_memory(const char *file, bool rules, int *fd)
{
	enum ha_status status = HA_ERR_IO;

	*fd = memfd_create("index", MFD_CLOEXEC);
	if (*fd >= 0 && fchmod(*fd, S_IRUSR | S_IWUSR) == 0)
		status = index_of(file, rules, *fd);
	if (status != HA_OK && *fd >= 0) {
		close(*fd);
		*fd = -1;
	}
	return status;
}

#endif
