/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/apply/state.h"

#include "hostsaccess/change/copy.h"
#include "hostsaccess/change/original.h"
#include "hostsaccess/tool/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The folder while it is made, as it counts, and as it goes. */
#define MADE "made"
#define PENDING "pending"
#define GONE "gone"
/* Which was confirmed last. */
#define CONFIRMED "confirmed"
/* What is locked: nobody else may open it. */
#define LOCK "lock"

static const char *const names[] = {"record", "allow.old", "allow.new",
				    "deny.old", "deny.new"};

#define NAMES (sizeof(names) / sizeof(*names))

/* Says that WHAT in FOLDER has failed, for the errno that is set. */
static bool
fail(const char *folder, const char *what, char why[STATE_WHY_MAX])
{
	snprintf(why, STATE_WHY_MAX, "%s/%s: %s", folder, what,
		 strerror(errno));
	return false;
}

static int
open_folder(const char *folder)
{
	return open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Whether nobody but root and this user may write the folder FD. */
static bool
is_ours(int fd)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return false;
	errno = EPERM;
	return (status.st_uid == 0 || status.st_uid == geteuid()) &&
	       (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* Waits for the lock of FD, for ten seconds at most. */
static bool
take_lock(int fd)
{
	const struct timespec nap = {0, 50000000L};

	for (int i = 0; i < 200; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return true;
		if (errno != EWOULDBLOCK && errno != EINTR)
			return false;
		nanosleep(&nap, NULL);
	}
	errno = EBUSY;
	return false;
}

int
state_lock(const char *folder)
{
	if (mkdir(folder, S_IRWXU) != 0 && errno != EEXIST)
		return -1;
	return state_lock_existing(folder);
}

int
state_lock_existing(const char *folder)
{
	const int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
	int at = open_folder(folder), fd = -1, error;

	if (at < 0)
		return -1;
	if (is_ours(at))
		fd = openat(at, LOCK, flags, S_IRUSR | S_IWUSR);
	if (fd >= 0 && !take_lock(fd)) {
		error = errno;
		close(fd);
		errno = error;
		fd = -1;
	}
	error = errno;
	close(at);
	errno = error;
	return fd;
}

/* Removes the folder NAME in AT, and what is in it.  Returns an errno, or 0. */
static int
remove_folder(int at, const char *name)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return errno == ENOENT ? 0 : errno;
	for (size_t i = 0; i < NAMES; i++)
		unlinkat(fd, names[i], 0);
	close(fd);
	return unlinkat(at, name, AT_REMOVEDIR) == 0 ? 0 : errno;
}

static bool
unlink_if_there(int at, const char *name)
{
	return unlinkat(at, name, 0) == 0 || errno == ENOENT;
}

/* Reads NAME in AT to its end; returns false, errno says why. */
static bool
read_file(int at, const char *name, char **text, size_t *size)
{
	int fd = openat(at, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool read;

	*text = NULL;
	if (fd < 0)
		return false;
	read = original_read(fd, text, size);
	close(fd);
	return read;
}

/* Takes what the line KEY=VALUE says. */
static void
take_line(struct state *state, struct ha_slice line)
{
	size_t end = ha_slice_find(line, '=');
	struct ha_slice key = ha_slice_head(line, end);
	struct ha_slice value = ha_slice_from(line, end + 1);

	if (ha_slice_is(key, "id"))
		ha_slice_copy(value, state->id, sizeof(state->id));
	else if (ha_slice_is(key, "allow") && !state->allow.path)
		state->allow.path = memory_copy(value);
	else if (ha_slice_is(key, "deny") && !state->deny.path)
		state->deny.path = memory_copy(value);
	else if (ha_slice_is(key, "absent"))
		*(ha_slice_is(value, "allow") ? &state->allow.absent
					      : &state->deny.absent) = true;
}

/* Reads the record in AT. */
static bool
read_record(int at, struct state *state)
{
	struct ha_slice rest;
	char *text;
	size_t size;

	if (!read_file(at, "record", &text, &size))
		return false;
	rest = (struct ha_slice){text, size};
	while (rest.size > 0) {
		size_t end = ha_slice_find(rest, '\n');

		take_line(state, ha_slice_head(rest, end));
		rest = ha_slice_from(rest, end + 1);
	}
	free(text);
	errno = EBADMSG;
	return state->id[0] != '\0' && (state->allow.path || state->deny.path);
}

/* Reads both texts of FILE, if it has a path. */
static bool
read_texts(int at, const char *old, const char *installed,
	   struct state_file *file)
{
	return !file->path ||
	       (read_file(at, old, &file->old, &file->old_size) &&
		read_file(at, installed, &file->installed,
			  &file->installed_size));
}

enum state_found
state_read(const char *folder, struct state *state, char why[STATE_WHY_MAX])
{
	int at = open_folder(folder), fd;
	enum state_found found = STATE_FOUND;

	fd = at < 0 ? -1
		    : openat(at, PENDING, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		found = errno == ENOENT ? STATE_NONE : STATE_BROKEN;
		fail(folder, PENDING, why);
	} else if (!read_record(fd, state) ||
		   !read_texts(fd, "allow.old", "allow.new", &state->allow) ||
		   !read_texts(fd, "deny.old", "deny.new", &state->deny)) {
		found = STATE_BROKEN;
		fail(folder, PENDING, why);
	}
	if (fd >= 0)
		close(fd);
	if (at >= 0)
		close(at);
	return found;
}

enum state_found
state_read_id(const char *folder, char id[STATE_ID_SIZE])
{
	char path[PATH_MAX];
	struct state state = {.id = ""};
	enum state_found found = STATE_FOUND;
	int fd;

	snprintf(path, sizeof(path), "%s/" PENDING, folder);
	fd = open_folder(path);
	if (fd < 0)
		return errno == ENOENT ? STATE_NONE : STATE_BROKEN;
	if (read_record(fd, &state))
		memcpy(id, state.id, STATE_ID_SIZE);
	else
		found = STATE_BROKEN;
	close(fd);
	state_free(&state);
	return found;
}

/* Writes TEXT to the new file NAME in AT, and to the disk. */
static bool
write_file(int at, const char *name, struct ha_slice text)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
	int fd = openat(at, name, flags, S_IRUSR | S_IWUSR);
	bool written;

	if (fd < 0)
		return false;
	written = copy_text(fd, text) && fsync(fd) == 0;
	return close(fd) == 0 && written;
}

static bool
write_texts(int at, const char *old, const char *installed,
	    const struct state_file *file)
{
	return !file->path ||
	       (write_file(at, old,
			   (struct ha_slice){file->old, file->old_size}) &&
		write_file(
		    at, installed,
		    (struct ha_slice){file->installed, file->installed_size}));
}

/* Writes the record of STATE to AT. */
static bool
write_record(int at, const struct state *state)
{
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);
	bool written;

	if (!stream)
		memory_out();
	fprintf(stream, "id=%s\n", state->id);
	if (state->allow.path)
		fprintf(stream, "allow=%s\n", state->allow.path);
	if (state->deny.path)
		fprintf(stream, "deny=%s\n", state->deny.path);
	if (state->allow.absent)
		fputs("absent=allow\n", stream);
	if (state->deny.absent)
		fputs("absent=deny\n", stream);
	if (fclose(stream) != 0)
		memory_out();
	written = write_file(at, "record", (struct ha_slice){text, size});
	free(text);
	return written;
}

/* Whether a path can stand in a record. */
static bool
is_line(const struct state_file *file)
{
	return !file->path || !strchr(file->path, '\n');
}

static bool
make_id(char id[STATE_ID_SIZE])
{
	uint64_t number;

	if (getrandom(&number, sizeof(number), 0) != sizeof(number))
		return false;
	snprintf(id, STATE_ID_SIZE, "%016llx", (unsigned long long)number);
	return true;
}

/* Writes STATE to the folder MADE in AT. */
static bool
write_all(int at, const struct state *state)
{
	int fd;
	bool written;

	errno = remove_folder(at, MADE);
	if (errno != 0 || mkdirat(at, MADE, S_IRWXU) != 0)
		return false;
	fd = openat(at, MADE, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return false;
	written = write_texts(fd, "allow.old", "allow.new", &state->allow) &&
		  write_texts(fd, "deny.old", "deny.new", &state->deny) &&
		  write_record(fd, state) && fsync(fd) == 0;
	close(fd);
	return written;
}

bool
state_write(const char *folder, struct state *state, char why[STATE_WHY_MAX])
{
	int at, error;
	bool written;

	errno = EINVAL;
	if (!is_line(&state->allow) || !is_line(&state->deny))
		return fail(folder, PENDING, why);
	at = open_folder(folder);
	if (at < 0)
		return fail(folder, "", why);
	written = make_id(state->id) && write_all(at, state) &&
		  renameat(at, MADE, at, PENDING) == 0 && fsync(at) == 0;
	error = errno;
	if (!written)
		remove_folder(at, MADE);
	close(at);
	errno = error;
	return written || fail(folder, PENDING, why);
}

bool
state_remove(const char *folder)
{
	int at = open_folder(folder), error = 0;

	if (at < 0)
		return errno == ENOENT;
	remove_folder(at, MADE);
	remove_folder(at, GONE);
	if (renameat(at, PENDING, at, GONE) != 0 && errno != ENOENT)
		error = errno;
	if (error == 0 && fsync(at) != 0)
		error = errno;
	remove_folder(at, GONE);
	close(at);
	errno = error;
	return error == 0;
}

bool
state_waits(const char *folder, const char *id)
{
	char is[STATE_ID_SIZE];

	switch (state_read_id(folder, is)) {
	case STATE_NONE:
		return false;
	case STATE_FOUND:
		return strcmp(id, is) == 0;
	case STATE_BROKEN:
		break;
	}
	return true;
}

bool
state_confirm(const char *folder, const char *id)
{
	int at = open_folder(folder);
	bool written = at >= 0 && unlink_if_there(at, CONFIRMED) &&
		       write_file(at, CONFIRMED, ha_slice_of(id));

	if (at >= 0)
		close(at);
	return written && state_remove(folder);
}

bool
state_is_confirmed(const char *folder, const char *id)
{
	int at = open_folder(folder);
	char *text = NULL;
	size_t size;
	bool is = at >= 0 && read_file(at, CONFIRMED, &text, &size) &&
		  (!id || ha_slice_same((struct ha_slice){text, size},
					ha_slice_of(id)));

	free(text);
	if (at >= 0)
		close(at);
	return is;
}

void
state_forget(const char *folder)
{
	int at = open_folder(folder);

	if (at < 0)
		return;
	unlinkat(at, CONFIRMED, 0);
	close(at);
}

static void
free_file(struct state_file *file)
{
	free(file->path);
	free(file->old);
	free(file->installed);
	*file = (struct state_file){.path = NULL};
}

void
state_free(struct state *state)
{
	free_file(&state->allow);
	free_file(&state->deny);
}
