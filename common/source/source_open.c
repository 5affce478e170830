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
static bool
has_kind(const struct stat *status)
{
	if (S_ISREG(status->st_mode) || is_null_device(status))
		return true;
	errno = S_ISDIR(status->st_mode) ? EISDIR : EINVAL;
	return false;
}

/*
 * What the kernel tells in some files is no text of rules.  It does so in file
 * systems that have no device, of which the major number is 0.
 */
static bool
has_text(int fd, const struct stat *status)
{
	struct statfs system;

	if (!S_ISREG(status->st_mode) || major(status->st_dev) != 0)
		return true;
	if (fstatfs(fd, &system))
		return false;
	errno = EINVAL;
	return ha_pseudo_of(&system) != HA_PSEUDO_NO_TEXT;
}

/* Leaves errno. */
static void
close_unusable(const struct ha_source *source)
{
	int error = errno;

	close(source->fd);
	errno = error;
}

/*
 * To open a device, a FIFO or a socket has effects, and others than root may
 * say what a list file is: it is looked at before.  A rule file is only looked
 * at once it is open.  Neither blocks, nor becomes the terminal of this
 * process.
 */
static enum ha_status
open_file(struct ha_source *source)
{
	const int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
	struct stat *status = &source->status, seen = {.st_ino = 0};

	if (!source->joins && (stat(source->file, &seen) || !has_kind(&seen)))
		return HA_ERR_IO;
	source->fd = open(source->file, flags);
	if (source->fd < 0)
		return HA_ERR_IO;
	if (fstat(source->fd, status) || !has_kind(status) ||
	    !has_text(source->fd, status)) {
		close_unusable(source);
		return HA_ERR_IO;
	}
	if (source->joins ||
	    (seen.st_dev == status->st_dev && seen.st_ino == status->st_ino))
		return HA_OK;
	close(source->fd);
	return HA_ERR_CHANGED;
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
ha_source_open(struct ha_source *source, const char *file, bool joins)
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
