/* SPDX-License-Identifier: BSD-3-Clause */
/* Files that can be read as rules or lists, opened. */
#include "common/source/source.h"

#include "common/source/pseudo.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* Two of them do not make malloc(3) give memory back to the system. */
#define BLOCK_SIZE (32UL * 1024UL)

static bool
is_null_device(const struct stat *status)
{
	struct stat null;

	return S_ISCHR(status->st_mode) && stat("/dev/null", &null) == 0 &&
	       status->st_rdev == null.st_rdev;
}

/* Regular files and /dev/null: nothing that could block or never ends. */
static enum ha_status
check_kind(const struct stat *status)
{
	if (S_ISREG(status->st_mode) || is_null_device(status))
		return HA_OK;
	errno = S_ISDIR(status->st_mode) ? EISDIR : EINVAL;
	return HA_ERR_IO;
}

/*
 * What the kernel tells in some files is no text of rules.  It does so in file
 * systems that have no device, of which the major number is 0.
 */
static enum ha_status
check_system(int fd, const struct stat *status)
{
	struct statfs system;

	if (major(status->st_dev) != 0)
		return HA_OK;
	if (fstatfs(fd, &system))
		return HA_ERR_IO;
	if (ha_pseudo_of(&system) != HA_PSEUDO_NO_TEXT)
		return HA_OK;
	errno = EINVAL;
	return HA_ERR_IO;
}

/*
 * To open a device, a FIFO or a socket has effects: it is looked at before.
 */
static enum ha_status
open_file(struct ha_source *source)
{
	const int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
	enum ha_status status = HA_OK;
	int error;

	if (stat(source->file, &source->status))
		return HA_ERR_IO;
	status = check_kind(&source->status);
	if (status != HA_OK)
		return status;
	source->fd = open(source->file, flags);
	if (source->fd < 0)
		return HA_ERR_IO;
	if (S_ISREG(source->status.st_mode))
		status = check_system(source->fd, &source->status);
	if (status == HA_OK)
		return HA_OK;
	error = errno;
	close(source->fd);
	errno = error;
	return status;
}

enum ha_status
ha_source_absent(const char *file, struct stat *folder)
{
	const char *slash = strrchr(file, '/');
	size_t size = slash ? (size_t)(slash - file) : 0;
	char path[PATH_MAX];
	struct stat status;

	if (lstat(file, &status) == 0) {
		if (!S_ISLNK(status.st_mode))
			return HA_ERR_CHANGED;
		errno = ENOENT;
		return HA_ERR_IO;
	}
	if (errno != ENOENT)
		return HA_ERR_IO;
	if (size == 0)
		return stat(slash ? "/" : ".", folder) ? HA_ERR_IO : HA_ABSENT;
	if (!ha_slice_copy((struct ha_slice){file, size}, path, sizeof(path)) ||
	    stat(path, folder))
		return HA_ERR_IO;
	return HA_ABSENT;
}

bool
ha_source_lacks_folder(const char *file)
{
	const char *slash = strrchr(file, '/');
	char folder[PATH_MAX];
	struct stat status;

	return slash && slash > file &&
	       ha_slice_copy((struct ha_slice){file, (size_t)(slash - file)},
			     folder, sizeof(folder)) &&
	       lstat(folder, &status) && errno == ENOENT;
}

enum ha_status
ha_source_open_unseen(struct ha_source *source, const char *file, bool joins)
{
	enum ha_status status;
	struct stat folder;

	memset(source, 0, sizeof(*source));
	source->file = file;
	source->joins = joins;
	status = open_file(source);
	if (status == HA_ERR_IO && errno == ENOENT)
		return ha_source_absent(file, &folder);
	if (status != HA_OK)
		return status;
	source->capacity = source->block = BLOCK_SIZE;
	source->buffer = malloc(source->capacity);
	if (source->buffer)
		return HA_OK;
	close(source->fd);
	return HA_ERR_MEMORY;
}

enum ha_status
ha_source_open(struct ha_source *source, const char *file, bool joins)
{
	enum ha_status status = ha_source_open_unseen(source, file, joins);

	if (status != HA_OK)
		return status;
	status = ha_source_unchanged(source, NULL);
	if (status != HA_OK)
		ha_source_close(source);
	return status;
}
