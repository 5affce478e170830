/* SPDX-License-Identifier: BSD-3-Clause */
#include "config.h"

#include "hostsaccess/change/memory_file.h"

#include "hostsaccess/change/copy.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

bool
memory_file_open(struct memory_file *memory, struct ha_slice text)
{
	int error;

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

void
memory_file_close(struct memory_file *memory)
{
	close(memory->fd);
	memory->fd = -1;
}
