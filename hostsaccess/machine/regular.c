/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/regular.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* What PLACE, opened with O_PATH, is, cannot be another thing any more. */
static int
open_place(int place)
{
	struct stat status;
	char path[64];

	if (fstat(place, &status))
		return -1;
	if (!S_ISREG(status.st_mode)) {
		errno = EINVAL;
		return -1;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", place);
	return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
}

int
regular_open(const char *path)
{
	int place = open(path, O_PATH | O_CLOEXEC), fd, error;

	if (place < 0)
		return -1;
	fd = open_place(place);
	error = errno;
	close(place);
	errno = error;
	return fd;
}

FILE *
regular_stream(const char *path)
{
	int fd = regular_open(path), error;
	FILE *stream;

	if (fd < 0)
		return NULL;
	stream = fdopen(fd, "r");
	if (stream)
		return stream;
	error = errno;
	close(fd);
	errno = error;
	return NULL;
}
