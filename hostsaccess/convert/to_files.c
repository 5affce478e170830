/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/to_files.h"

#include "hostsaccess/tool/arguments.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file while it is beside its place. */
struct new_file {
	const char *path;
	char *beside;
	FILE *stream;
};

static void
say_error(const char *path, int error)
{
	output_message(stderr, "hostsaccess convert: %s: %s", path,
		       strerror(error));
}

/* Opens FILE, for PATH; says why not if it cannot be. */
static bool
open_new(struct new_file *file, const char *path)
{
	int error = EEXIST, fd = -1;

	*file = (struct new_file){.path = path};
	if (asprintf(&file->beside, "%s.new-%ld", path, (long)getpid()) < 0)
		memory_out();
	if (faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
		error = errno;
	if (error == ENOENT) {
		fd = open(file->beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
			  0644);
		error = fd < 0 ? errno : 0;
	}
	if (error == 0)
		file->stream = fdopen(fd, "w");
	if (file->stream)
		return true;
	if (error == 0)
		memory_out();
	say_error(path, error);
	free(file->beside);
	file->beside = NULL;
	return false;
}

/* Closes FILE; says why if not all of it is on the disk. */
static bool
close_new(struct new_file *file)
{
	int error = ferror(file->stream) ? EIO : 0;

	if (fflush(file->stream) != 0 || fsync(fileno(file->stream)) != 0)
		error = errno;
	if (fclose(file->stream) != 0 && error == 0)
		error = errno;
	file->stream = NULL;
	if (error != 0)
		say_error(file->path, error);
	return error == 0;
}

/* Puts FILE in its place, if nothing is there; says why not. */
static bool
place(const struct new_file *file)
{
	if (link(file->beside, file->path) == 0)
		return true;
	say_error(file->path, errno);
	return false;
}

/* Puts both in their places, or neither. */
static bool
place_both(const struct new_file *allow, const struct new_file *deny)
{
	if (!place(deny))
		return false;
	if (place(allow))
		return true;
	unlink(deny->path);
	return false;
}

/* What is beside its place goes. */
static void
free_new(struct new_file *file)
{
	unlink(file->beside);
	free(file->beside);
}

int
to_files(const char *allow, const char *deny, to_files_fn *write, void *context)
{
	struct new_file one, other;
	bool done = false;

	if (!open_new(&one, allow))
		return STATUS_USAGE;
	if (open_new(&other, deny)) {
		write(context, one.stream, false);
		write(context, other.stream, true);
		done = close_new(&one);
		done = close_new(&other) && done;
		done = done && place_both(&one, &other);
		free_new(&other);
	} else {
		fclose(one.stream);
	}
	free_new(&one);
	return done ? 0 : STATUS_USAGE;
}
