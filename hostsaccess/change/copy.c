/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/copy.h"

#include "hostsaccess/tool/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

bool
copy_text(int fd, struct ha_slice text)
{
	while (text.size > 0) {
		ssize_t put = write(fd, text.data, text.size);

		if (put < 0 && errno != EINTR)
			return false;
		if (put > 0)
			text = ha_slice_from(text, (size_t)put);
	}
	return true;
}

/* Copies the attribute NAME of OLD to FD. */
static bool
copy_attribute(int fd, int old, const char *name)
{
	ssize_t size = fgetxattr(old, name, NULL, 0);
	char *value;
	bool copied;

	if (size < 0)
		return errno == ENODATA;
	value = memory_resize(NULL, (size_t)size + 1, 1);
	size = fgetxattr(old, name, value, (size_t)size);
	copied = size >= 0 && fsetxattr(fd, name, value, (size_t)size, 0) == 0;
	free(value);
	return copied;
}

/* Removes the attributes of FD that OLD has not, which its folder gave it. */
static bool
remove_others(int fd, int old)
{
	static const char *const inherited[] = {"system.posix_acl_access",
						NULL};

	for (size_t i = 0; inherited[i]; i++)
		if (fgetxattr(old, inherited[i], NULL, 0) < 0 &&
		    fremovexattr(fd, inherited[i]) != 0 && errno != ENODATA &&
		    errno != ENOTSUP)
			return false;
	return true;
}

static bool
copy_attributes(int fd, int old)
{
	ssize_t size = flistxattr(old, NULL, 0);
	char *names;
	bool copied = true;

	if (size < 0)
		return errno == ENOTSUP;
	names = memory_resize(NULL, (size_t)size + 1, 1);
	size = flistxattr(old, names, (size_t)size);
	for (ssize_t at = 0; copied && at < size;
	     at += (ssize_t)strlen(names + at) + 1)
		copied = copy_attribute(fd, old, names + at);
	free(names);
	return copied && size >= 0 && remove_others(fd, old);
}

bool
copy_write(int fd, int old, struct ha_slice text)
{
	struct stat status;

	return copy_text(fd, text) && fstat(old, &status) == 0 &&
	       fchown(fd, status.st_uid, status.st_gid) == 0 &&
	       copy_attributes(fd, old) &&
	       fchmod(fd, status.st_mode & 07777) == 0 && fsync(fd) == 0;
}
