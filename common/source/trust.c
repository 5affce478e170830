/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/trust.h"

#include "common/source/pseudo.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* As many links as the kernel follows. */
#define LINKS_MAX 40

/* A file on the way to it. */
struct walk {
	struct ha_trust_flaw *at; /* how far it is, without links */
	char rest[PATH_MAX];      /* how it goes on */
	unsigned links;           /* followed */
	dev_t root;               /* of the root folder */
	uid_t user;               /* whose it may be, or root's */
};

static bool
is_ours(const struct walk *walk, const struct stat *status)
{
	return status->st_uid == 0 || status->st_uid == walk->user;
}

static bool
others_write(const struct stat *status)
{
	return (status->st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

/* Whether what WALK is at may be on the way. */
static enum ha_status
trust_step(const struct walk *walk)
{
	struct ha_trust_flaw *at = walk->at;
	struct statfs system;

	if (!is_ours(walk, &at->status))
		return HA_ERR_UNSAFE;
	if (!S_ISDIR(at->status.st_mode))
		return HA_OK;
	if (others_write(&at->status) && !(at->status.st_mode & S_ISVTX))
		return HA_ERR_UNSAFE;
	if (at->status.st_dev == walk->root)
		return HA_OK;
	if (statfs(at->path, &system))
		return HA_ERR_IO;
	at->pseudo = ha_pseudo_of(&system) != HA_PSEUDO_NO;
	return at->pseudo ? HA_ERR_UNSAFE : HA_OK;
}

/* Leaves the last name of PATH away. */
static void
cut_name(char *path)
{
	char *slash = strrchr(path, '/');

	slash[slash == path] = '\0';
}

static void
go_to_root(struct ha_trust_flaw *at)
{
	at->path[0] = '/';
	at->path[1] = '\0';
}

/* Follows the link that WALK is at: its text comes before the rest. */
static enum ha_status
follow(struct walk *walk)
{
	size_t size = strlen(walk->rest) + 1;
	char *tail = walk->rest + sizeof(walk->rest) - size;
	ssize_t room = (ssize_t)(sizeof(walk->rest) - size), got;

	if (++walk->links > LINKS_MAX) {
		errno = ELOOP;
		return HA_ERR_IO;
	}
	memmove(tail, walk->rest, size);
	got = readlink(walk->at->path, walk->rest, (size_t)room);
	if (got < 0)
		return HA_ERR_IO;
	if (got == room) {
		errno = ENAMETOOLONG;
		return HA_ERR_IO;
	}
	if (walk->rest[0] == '/')
		go_to_root(walk->at);
	else
		cut_name(walk->at->path);
	walk->rest[got] = '/';
	memmove(walk->rest + got + 1, tail, size);
	return HA_OK;
}

/*
 * Takes the next name from the rest of WALK, and goes there.  Returns HA_END
 * if there is none.
 */
static enum ha_status
step(struct walk *walk)
{
	char *path = walk->at->path, *name = walk->rest;
	size_t used = strlen(path), size;

	name += strspn(name, "/");
	size = strcspn(name, "/");
	if (size == 0)
		return HA_END;
	if (size == 2 && memcmp(name, "..", 2) == 0) {
		cut_name(path);
	} else if (size != 1 || name[0] != '.') {
		used -= used == 1;
		if (used + 1 + size >= PATH_MAX) {
			errno = ENAMETOOLONG;
			return HA_ERR_IO;
		}
		path[used] = '/';
		memcpy(path + used + 1, name, size);
		path[used + 1 + size] = '\0';
	}
	memmove(walk->rest, name + size, strlen(name + size) + 1);
	return lstat(path, &walk->at->status) ? HA_ERR_IO : HA_OK;
}

/* Puts WALK into the root folder, with FILE as its rest. */
static enum ha_status
begin(struct walk *walk, const char *file)
{
	struct ha_trust_flaw *at = walk->at;
	char *folder = walk->rest;
	size_t used = 0;

	at->pseudo = false;
	if (file[0] != '/') {
		if (!getcwd(folder, sizeof(walk->rest)))
			return HA_ERR_IO;
		used = strlen(folder);
	}
	if ((size_t)snprintf(folder + used, sizeof(walk->rest) - used, "%s%s",
			     used > 0 ? "/" : "",
			     file) >= sizeof(walk->rest) - used) {
		errno = ENAMETOOLONG;
		return HA_ERR_IO;
	}
	go_to_root(at);
	if (lstat(at->path, &at->status))
		return HA_ERR_IO;
	walk->root = at->status.st_dev;
	return HA_OK;
}

/* Whether WALK has come to the file of FD and STATUS, and may trust it. */
static enum ha_status
trust_end(struct walk *walk, int fd, const struct stat *status)
{
	struct ha_trust_flaw *at = walk->at;
	struct statfs system;

	if (at->status.st_dev != status->st_dev ||
	    at->status.st_ino != status->st_ino)
		return HA_ERR_UNSAFE;
	at->status = *status;
	if (!is_ours(walk, status) || others_write(status))
		return HA_ERR_UNSAFE;
	if (status->st_dev == walk->root)
		return HA_OK;
	if (fstatfs(fd, &system))
		return HA_ERR_IO;
	at->pseudo = ha_pseudo_of(&system) != HA_PSEUDO_NO;
	return at->pseudo ? HA_ERR_UNSAFE : HA_OK;
}

/* Goes all the way to FILE: see ha_trust_examine(). */
static enum ha_status
examine(struct walk *walk, const char *file, int fd, const struct stat *status)
{
	enum ha_status result = begin(walk, file);

	while (result == HA_OK) {
		result = trust_step(walk);
		if (result == HA_OK && S_ISLNK(walk->at->status.st_mode))
			result = follow(walk);
		if (result == HA_OK)
			result = step(walk);
	}
	return result == HA_END ? trust_end(walk, fd, status) : result;
}

enum ha_status
ha_trust_examine(const char *file, int fd, const struct stat *status,
		 struct ha_trust_flaw *flaw)
{
	struct walk walk = {.at = flaw, .user = geteuid()};

	return examine(&walk, file, fd, status);
}

enum ha_status
ha_trust_file(const char *file, int fd, const struct stat *status,
	      bool root_only)
{
	struct ha_trust_flaw flaw;
	struct walk walk = {.at = &flaw, .user = root_only ? 0 : geteuid()};

	return examine(&walk, file, fd, status);
}
