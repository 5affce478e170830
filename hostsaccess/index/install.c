/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/index/install.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/xattr.h>
#include <unistd.h>

#define ACCESS_LIST "system.posix_acl_access" /* acl(5) */

/* Sets the paths of the index of FILE and of a new one. */
static bool
set_paths(struct install *install, const char *file)
{
	static const char suffix[] = ".new";
	size_t size;

	install->path[0] = install->new_path[0] = '\0';
	install->culprit = file;
	if (!ha_index_path(file, install->path))
		return false;
	size = strlen(install->path);
	install->culprit = install->path;
	if (size + sizeof(suffix) > sizeof(install->new_path)) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(install->new_path, install->path, size);
	memcpy(install->new_path + size, suffix, sizeof(suffix));
	return true;
}

bool
install_is_index(int fd)
{
	char start[8 + sizeof(HA_INDEX_MAGIC) - 1];

	return pread(fd, start, sizeof(start), 0) == sizeof(start) &&
	       memcmp(start + 8, HA_INDEX_MAGIC, sizeof(start) - 8) == 0;
}

/* Whether FD is an index, or a file with nothing in it: nobody's loss. */
static bool
is_ours(int fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
	       (status.st_size == 0 || install_is_index(fd));
}

/* Whether PATH, if there is one, is an index. */
static enum install_status
look_at(const char *path)
{
	const int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
	int fd = open(path, flags);
	bool ours;

	if (fd < 0 && errno == ENOENT)
		return INSTALL_ABSENT;
	if (fd < 0)
		return errno == ELOOP ? INSTALL_FOREIGN : INSTALL_ERROR;
	ours = is_ours(fd);
	close(fd);
	return ours ? INSTALL_OK : INSTALL_FOREIGN;
}

/*
 * Whether somebody else may have FD open to write, who made it in a folder that
 * is his or everybody's.
 */
static bool
is_open_to_others(int fd)
{
	struct stat status;

	return fstat(fd, &status) || status.st_uid != geteuid() ||
	       status.st_nlink != 1 ||
	       (status.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

/* Whether FD is what PATH names now. */
static bool
has_name(int fd, const char *path)
{
	struct stat own, named;

	return fstat(fd, &own) == 0 && lstat(path, &named) == 0 &&
	       own.st_dev == named.st_dev && own.st_ino == named.st_ino;
}

static void
close_keeping_errno(int fd)
{
	int error = errno;

	close(fd);
	errno = error;
}

/* Opens and locks the new file; who waited for the lock looks again. */
static enum install_status
lock(struct install *install)
{
	const int flags =
	    O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

	for (;;) {
		install->fd = open(install->new_path, flags, 0600);
		if (install->fd < 0)
			return errno == ELOOP ? INSTALL_FOREIGN : INSTALL_ERROR;
		if (!is_ours(install->fd) || is_open_to_others(install->fd)) {
			close(install->fd);
			return INSTALL_FOREIGN;
		}
		while (flock(install->fd, LOCK_EX) != 0) {
			if (errno == EINTR)
				continue;
			close_keeping_errno(install->fd);
			return INSTALL_ERROR;
		}
		if (has_name(install->fd, install->new_path))
			return INSTALL_OK;
		close(install->fd);
	}
}

/* Lets nobody else read FD, not even by what its folder hands down. */
static bool
take_access_away(int fd)
{
	return fchmod(fd, S_IRUSR | S_IWUSR) == 0 &&
	       (fremovexattr(fd, ACCESS_LIST) == 0 || errno == ENODATA ||
		errno == ENOTSUP);
}

enum install_status
install_begin(struct install *install, const char *file)
{
	enum install_status status;

	if (!set_paths(install, file))
		return INSTALL_ERROR;
	status = look_at(install->path);
	if (status != INSTALL_OK && status != INSTALL_ABSENT)
		return status;
	install->culprit = install->new_path;
	status = lock(install);
	if (status != INSTALL_OK)
		return status;
	if (take_access_away(install->fd) && ftruncate(install->fd, 0) == 0)
		return INSTALL_OK;
	install_abandon(install);
	return INSTALL_ERROR;
}

void
install_abandon(struct install *install)
{
	int error = errno;

	if (has_name(install->fd, install->new_path))
		unlink(install->new_path);
	close(install->fd);
	errno = error;
}

/*
 * Who may read the text may read its index, and nobody else.  The bits of a
 * mode say little where there is an access control list, or where the text is
 * in another folder, to which a link leads.
 */
static bool
set_access(int fd, const struct ha_source *source)
{
	struct stat text, name;
	mode_t mode = S_IRUSR | S_IWUSR;

	if (fstat(source->fd, &text) || lstat(source->file, &name))
		return false;
	if (S_ISREG(name.st_mode) && fchown(fd, (uid_t)-1, text.st_gid) == 0 &&
	    fgetxattr(source->fd, ACCESS_LIST, NULL, 0) < 0 &&
	    fgetxattr(source->fd, "system.nfs4_acl", NULL, 0) < 0)
		mode |= text.st_mode & (S_IRGRP | S_IROTH);
	return fchmod(fd, mode) == 0;
}

/* Whether what is to be renamed, and what is to be replaced, is still ours. */
static enum install_status
look_again(struct install *install)
{
	enum install_status status = look_at(install->path);

	install->culprit = install->path;
	if (status != INSTALL_OK && status != INSTALL_ABSENT)
		return status;
	if (has_name(install->fd, install->new_path))
		return INSTALL_OK;
	install->culprit = install->new_path;
	errno = ENOENT;
	return INSTALL_ERROR;
}

/* Writes the folder of PATH to the disk; some file systems cannot. */
static void
sync_folder(const char *path)
{
	char folder[PATH_MAX];
	struct ha_slice name = ha_slice_of(path);
	int fd;

	while (name.size > 0 && name.data[name.size - 1] != '/')
		name.size--;
	if (name.size == 0)
		name = ha_slice_of(".");
	if (!ha_slice_copy(name, folder, sizeof(folder)))
		return;
	fd = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

enum install_status
install_end(struct install *install, const struct ha_source *source)
{
	enum install_status status = look_again(install);

	if (status != INSTALL_OK) {
		install_abandon(install);
		return status;
	}
	if (!set_access(install->fd, source) || fsync(install->fd) != 0 ||
	    rename(install->new_path, install->path) != 0) {
		install_abandon(install);
		return INSTALL_ERROR;
	}
	sync_folder(install->path);
	close(install->fd);
	return INSTALL_OK;
}

/* Removes PATH, if it is there and an index. */
static enum install_status
remove_index(const char *path)
{
	enum install_status status = look_at(path);

	return status == INSTALL_OK && unlink(path) != 0 ? INSTALL_ERROR
							 : status;
}

enum install_status
install_remove(struct install *install, const char *file)
{
	enum install_status status, of_new;

	if (!set_paths(install, file))
		return INSTALL_ERROR;
	status = remove_index(install->path);
	if (status != INSTALL_OK && status != INSTALL_ABSENT)
		return status;
	of_new = remove_index(install->new_path);
	if (of_new == INSTALL_ABSENT)
		return status;
	install->culprit = install->new_path;
	return of_new;
}
