/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/left.h"

#include "hostsaccess/change/copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SUFFIX ".hostsaccess"

bool
left_name(const struct original *original, char name[LEFT_MAX])
{
	int size = snprintf(
	    name, LEFT_MAX, ".%s.%llu.%zu" SUFFIX, original_name(original),
	    (unsigned long long)original->status.st_ino, original->size);

	return size > 0 && size < LEFT_MAX;
}

bool
left_is(const struct original *original, const char *name, int fd)
{
	struct stat own, named;

	return fstat(fd, &own) == 0 &&
	       fstatat(original->folder, name, &named, AT_SYMLINK_NOFOLLOW) ==
		   0 &&
	       own.st_dev == named.st_dev && own.st_ino == named.st_ino;
}

bool
left_is_written(int fd)
{
	return fcntl(fd, F_SETLEASE, F_RDLCK) != 0 && errno == EAGAIN;
}

/* Ends the last line of FD, if it has no end, or would go on. */
static bool
end_line(int fd)
{
	struct stat status;
	char last[2] = {'\n', '\n'}; /* the last two bytes; in front of all */
	size_t size;

	if (fstat(fd, &status) != 0)
		return false;
	size = status.st_size < 2 ? (size_t)status.st_size : 2;
	if (pread(fd, last + 2 - size, size, status.st_size - (off_t)size) !=
	    (ssize_t)size)
		return false;
	if (last[1] != '\n' && !copy_text(fd, ha_slice_of("\n")))
		return false;
	if (last[1] != '\\' && (last[1] != '\n' || last[0] != '\\'))
		return true;
	return copy_text(fd, ha_slice_of("\n")); /* for it goes on */
}

bool
left_carry(const struct original *original, int from, size_t *size)
{
	size_t whole;
	char *text;
	bool carried = true, goes_on;
	int fd;

	if (!original_read(from, &text, &whole))
		return false;
	if (whole > *size) {
		fd = openat(original->folder, original_name(original),
			    O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW |
				O_NONBLOCK);
		/* what goes on where the old text ended is a line's rest */
		goes_on = *size > 0 && text[*size - 1] != '\n';
		carried = fd >= 0 && (goes_on || end_line(fd)) &&
			  copy_text(fd, (struct ha_slice){text + *size,
							  whole - *size}) &&
			  fsync(fd) == 0;
		if (carried)
			*size = whole;
		if (fd >= 0)
			close(fd);
	}
	free(text);
	return carried;
}

/* Takes a number from the front of *NAME, and the '.' behind it. */
static bool
take_number(const char **name, unsigned long long *number)
{
	char *end;

	if (**name < '0' || **name > '9')
		return false;
	errno = 0;
	*number = strtoull(*name, &end, 10);
	if (errno != 0 || *end != '.')
		return false;
	*name = end + 1;
	return true;
}

/* Whether NAME is one of ORIGINAL; then of which old file, and its size. */
static bool
read_name(const struct original *original, const char *name,
	  unsigned long long *inode, unsigned long long *size)
{
	const char *of = original_name(original);

	if (name[0] != '.' || strncmp(name + 1, of, strlen(of)) != 0)
		return false;
	name += 1 + strlen(of);
	if (*name++ != '.')
		return false;
	return take_number(&name, inode) && take_number(&name, size) &&
	       strcmp(name, &SUFFIX[1]) == 0;
}

/*
 * Whether STATUS can only be of an old file of ORIGINAL: somebody who may put
 * files into the folder, but not write this one, could lend it rules else.
 */
static bool
is_old(const struct original *original, const struct stat *status)
{
	struct stat folder;

	return S_ISREG(status->st_mode) && status->st_nlink == 1 &&
	       status->st_uid == original->status.st_uid &&
	       fstat(original->folder, &folder) == 0 &&
	       (folder.st_uid == 0 || folder.st_uid == status->st_uid) &&
	       (folder.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/*
 * Adds what FD, the old file NAME, has behind SIZE bytes, and removes it, or
 * gives it the name for its new size if others still have it open to write.
 */
static enum left
settle(const struct original *original, const char *name, int fd,
       const struct stat *status, size_t size)
{
	struct original old = *original;
	char new_name[LEFT_MAX];
	bool written = left_is_written(fd);
	size_t known = size;

	if (!left_carry(original, fd, &known))
		return LEFT_ERROR;
	old.status.st_ino = status->st_ino;
	old.size = known;
	if (!written ? unlinkat(original->folder, name, 0) != 0
		     : !left_name(&old, new_name) ||
			   renameat(original->folder, name, original->folder,
				    new_name) != 0)
		return LEFT_ERROR;
	return known > size ? LEFT_ADDED : LEFT_NONE;
}

/* Looks at NAME in the folder of ORIGINAL, and removes it if it is ours. */
static enum left
collect(const struct original *original, const char *name)
{
	unsigned long long inode, size;
	struct stat status;
	enum left left = LEFT_NONE;
	int fd;

	if (!read_name(original, name, &inode, &size))
		return LEFT_NONE;
	if (fstatat(original->folder, name, &status, AT_SYMLINK_NOFOLLOW) !=
		0 ||
	    status.st_ino != inode || !S_ISREG(status.st_mode)) {
		/* a new file that was not installed; or it bears no lines */
		unlinkat(original->folder, name, 0);
		return LEFT_NONE;
	}
	fd = openat(original->folder, name,
		    O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0 || fstat(fd, &status) != 0)
		left = errno == EACCES ? LEFT_NONE : LEFT_ERROR;
	else if (status.st_ino == inode && is_old(original, &status))
		left = settle(original, name, fd, &status, (size_t)size);
	if (fd >= 0)
		close(fd);
	return left;
}

enum left
left_collect(const struct original *original)
{
	enum left left, all = LEFT_NONE;
	int fd =
	    openat(original->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (!folder) {
		if (fd >= 0)
			close(fd);
		return LEFT_ERROR;
	}
	while (all != LEFT_ERROR && (entry = readdir(folder))) {
		left = collect(original, entry->d_name);
		if (left != LEFT_NONE)
			all = left;
	}
	closedir(folder);
	return all;
}
