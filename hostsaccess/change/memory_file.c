/* SPDX-License-Identifier: BSD-3-Clause */
#include "config.h"

#include "hostsaccess/change/memory_file.h"

#include "hostsaccess/change/copy.h"

#include "common/source/trust.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

bool
memory_file_open(struct memory_file *memory, struct ha_slice text)
{
	int error;

	memory->named = false;
	snprintf(memory->path, sizeof(memory->path), "memory");
	memory->fd = memfd_create("rules", MFD_CLOEXEC);
	if (memory->fd < 0)
		return false;
	snprintf(memory->path, sizeof(memory->path), "/proc/self/fd/%d",
		 memory->fd);
	if (fchmod(memory->fd, S_IRUSR | S_IWUSR) == 0 &&
	    copy_text(memory->fd, text) && access(memory->path, R_OK) == 0)
		return true;
	error = errno;
	memory_file_close(memory);
	errno = error;
	return false;
}

/* Whether FILE, open as FD, may have options that are carried out. */
static bool
is_trusted(const char *file, int fd)
{
	struct ha_trust_flaw flaw;
	struct stat status;

	return fd >= 0 && fstat(fd, &status) == 0 &&
	       ha_trust_examine(file, fd, &status, &flaw) == HA_OK;
}

/* Writes TEXT to a file in FOLDER that has a name until it is closed. */
static bool
open_in(struct memory_file *memory, const char *folder, struct ha_slice text)
{
	snprintf(memory->path, sizeof(memory->path), "%s/hostsaccess.XXXXXX",
		 folder);
	memory->fd = mkostemp(memory->path, O_CLOEXEC);
	memory->named = memory->fd >= 0;
	if (memory->named && is_trusted(memory->path, memory->fd) &&
	    copy_text(memory->fd, text))
		return true;
	if (memory->named)
		memory_file_close(memory);
	return false;
}

bool
memory_file_open_like(struct memory_file *memory, const char *file,
		      struct ha_slice text)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool trusted = fd < 0 && errno == ENOENT ? true : is_trusted(file, fd);

	if (fd >= 0)
		close(fd);
	/* what is in /proc is nobody's */
	return (trusted && (open_in(memory, "/run", text) ||
			    open_in(memory, "/tmp", text))) ||
	       memory_file_open(memory, text);
}

void
memory_file_close(struct memory_file *memory)
{
	if (memory->named)
		unlink(memory->path);
	close(memory->fd);
	memory->fd = -1;
}
