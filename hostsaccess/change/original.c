/* SPDX-License-Identifier: BSD-3-Clause */
#include "config.h"

#include "hostsaccess/change/original.h"

#include "hostsaccess/tool/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>
#ifndef HAVE_STATX /* musl before 1.2.5: the kernel's own */
#include <linux/stat.h>
#include <sys/syscall.h>
#define statx(folder, path, flags, mask, status) \
	syscall(SYS_statx, folder, path, flags, mask, status)
#endif

/*
 * How long another change is waited for, in steps of this; and a lock that
 * anybody may have.
 */
#define WAIT_NS 50000000L
#define WAIT_STEPS 200
#define OTHERS_STEPS 20

/* Root's locks: so many, which paths share. */
#define LOCKS "/run/hostsaccess"
#define LOCK_COUNT 64

/* Sets the path of FILE without links, and opens its folder. */
static bool
find(struct original *original, const char *file)
{
	char *path = realpath(file, NULL);
	bool fits = path && strlen(path) < sizeof(original->path);
	struct ha_slice folder;

	if (path && !fits)
		errno = ENAMETOOLONG;
	if (fits)
		memcpy(original->path, path, strlen(path) + 1);
	free(path);
	if (!fits)
		return false;
	original->folder_size =
	    (size_t)(strrchr(original->path, '/') - original->path) + 1;
	folder = (struct ha_slice){original->path, original->folder_size};
	path = memory_copy(folder);
	original->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(path);
	return original->folder >= 0;
}

const char *
original_name(const struct original *original)
{
	return original->path + original->folder_size;
}

bool
original_is_named(const struct original *original, int fd)
{
	struct stat own, named;

	return fstat(fd, &own) == 0 &&
	       fstatat(original->folder, original_name(original), &named,
		       AT_SYMLINK_NOFOLLOW) == 0 &&
	       own.st_dev == named.st_dev && own.st_ino == named.st_ino;
}

/* Whether FD is mounted there by itself, as files are in containers. */
static bool
is_mounted(int fd)
{
	struct statx status;

	return statx(fd, "", AT_EMPTY_PATH, STATX_TYPE, &status) == 0 &&
	       (status.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) != 0 &&
	       (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

/* Why FD is not to be replaced, or NULL. */
static const char *
reason(int fd)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return strerror(errno);
	if (!S_ISREG(status.st_mode))
		return "it is no regular file";
	if (is_mounted(fd))
		return "it is mounted by itself, and can only be changed where "
		       "it comes from";
	if (status.st_nlink > 1)
		return "it has several names (hard links), of which a new file "
		       "would get one";
	return NULL;
}

/* A number for PATH (FNV-1a). */
static unsigned long long
number_of(const char *path)
{
	unsigned long long number = 14695981039346656037ULL;

	for (; *path; path++)
		number = (number ^ (unsigned char)*path) * 1099511628211ULL;
	return number;
}

/*
 * Opens root's lock for the path, into *FD; -1: there can be none.  It is in a
 * folder that only root may enter, so that nobody else can hold it.
 */
static void
open_lock(const char *path, int *fd)
{
	const int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
	struct stat status;
	char name[32];
	int folder;

	*fd = -1;
	if (geteuid() != 0 || (mkdir(LOCKS, S_IRWXU) != 0 && errno != EEXIST))
		return;
	folder = open(LOCKS, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (folder < 0)
		return;
	snprintf(name, sizeof(name), "lock.%llu", number_of(path) % LOCK_COUNT);
	if (fstat(folder, &status) == 0 && status.st_uid == 0 &&
	    (status.st_mode & (S_IRWXG | S_IRWXO)) == 0)
		*fd = openat(folder, name, flags, S_IRUSR | S_IWUSR);
	close(folder);
}

/* Takes the lock FD; false: another change has it for too long. */
static bool
take_lock(int fd)
{
	const struct timespec nap = {0, WAIT_NS};

	for (int step = 0; step < WAIT_STEPS; step++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0 ||
		    (errno != EWOULDBLOCK && errno != EINTR))
			return true;
		nanosleep(&nap, NULL);
	}
	return false;
}

/*
 * Opens the file, and locks it; whoever waited looks again.  Where OTHERS may
 * hold the lock, and no change, it is gone on without it.
 */
static const char *
lock_file(struct original *original, bool others)
{
	const struct timespec nap = {0, WAIT_NS};
	const int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
	const char *why;

	for (int step = 0; step < WAIT_STEPS; step++) {
		original->fd =
		    openat(original->folder, original_name(original), flags);
		if (original->fd < 0)
			return strerror(errno);
		why = reason(original->fd);
		if (!why && flock(original->fd, LOCK_EX | LOCK_NB) != 0 &&
		    errno != EWOULDBLOCK && errno != EINTR)
			why = strerror(errno);
		else if (!why && original_is_named(original, original->fd) &&
			 (flock(original->fd, LOCK_EX | LOCK_NB) == 0 ||
			  (others && step >= OTHERS_STEPS)))
			return NULL;
		close(original->fd);
		if (why)
			return why;
		nanosleep(&nap, NULL);
	}
	return "another change of it does not end";
}

static const char *
lock(struct original *original)
{
	const char *why = NULL;

	open_lock(original->path, &original->lock);
	if (original->lock >= 0 && !take_lock(original->lock))
		why = "another change of it does not end";
	if (!why)
		why = lock_file(original, original->lock >= 0);
	if (why && original->lock >= 0)
		close(original->lock);
	return why;
}

bool
original_read(int fd, char **text, size_t *size)
{
	size_t room = 1 << 16;
	ssize_t got;

	*text = memory_resize(NULL, room, 1);
	*size = 0;
	do {
		if (*size == room)
			*text = memory_resize(*text, room *= 2, 1);
		got = pread(fd, *text + *size, room - *size, (off_t)*size);
		if (got > 0)
			*size += (size_t)got;
	} while (*size <= ORIGINAL_MAX &&
		 (got > 0 || (got < 0 && errno == EINTR)));
	if (got == 0)
		return true;
	if (got > 0)
		errno = EFBIG;
	free(*text);
	*text = NULL;
	return false;
}

const char *
original_text(const char *file, bool optional, int flags, char **text,
	      size_t *size)
{
	struct stat status;
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags);
	const char *why = NULL;

	*text = NULL;
	if (fd < 0 && errno == ENOENT && optional) {
		*text = memory_copy((struct ha_slice){"", 0});
		*size = 0;
		return NULL;
	}
	if (fd < 0)
		return strerror(errno);
	if (fstat(fd, &status) == 0 && !S_ISREG(status.st_mode))
		why = "it is no regular file";
	else if (!original_read(fd, text, size))
		why = strerror(errno);
	close(fd);
	return why;
}

const char *
original_open(struct original *original, const char *file)
{
	const char *why;

	if (!find(original, file))
		return strerror(errno);
	why = lock(original);
	if (why) {
		close(original->folder);
		return why;
	}
	if (fstat(original->fd, &original->status) == 0 &&
	    original_read(original->fd, &original->text, &original->size))
		return NULL;
	why = strerror(errno);
	close(original->fd);
	if (original->lock >= 0)
		close(original->lock);
	close(original->folder);
	return why;
}

void
original_close(struct original *original)
{
	free(original->text);
	close(original->fd);
	if (original->lock >= 0)
		close(original->lock);
	close(original->folder);
}
