/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/edit/draft.h"

#include "hostsaccess/change/copy.h"
#include "hostsaccess/change/original.h"
#include "hostsaccess/tool/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *
draft_begin(struct draft *draft)
{
	static const char *const places[] = {"/var/tmp", "/tmp"};

	for (int i = 0; i < 2; i++) {
		snprintf(draft->folder, sizeof(draft->folder),
			 "%s/hostsaccess.XXXXXX", places[i]);
		if (mkdtemp(draft->folder))
			return NULL;
	}
	draft->folder[0] = '\0';
	return strerror(errno);
}

/* The last part of PATH, or of what of it stands before END. */
static struct ha_slice
part_of(const char *path, size_t end)
{
	size_t start = end;

	while (start > 0 && path[start - 1] != '/')
		start--;
	return (struct ha_slice){path + start, end - start};
}

/* Adds PART, if there is one, to PATH; false: there is no room. */
static bool
add_part(char path[PATH_MAX], struct ha_slice part)
{
	size_t size = strlen(path);

	if (size + 1 + part.size >= PATH_MAX) {
		errno = ENAMETOOLONG;
		return false;
	}
	if (part.size == 0)
		return true;
	path[size++] = '/';
	memcpy(path + size, part.data, part.size);
	path[size + part.size] = '\0';
	return true;
}

/* Likewise, a folder, which is made unless it is there. */
static bool
add_folder(char path[PATH_MAX], struct ha_slice part)
{
	return add_part(path, part) &&
	       (mkdir(path, S_IRWXU) == 0 || errno == EEXIST);
}

/*
 * Makes an empty file for FILE in PART, or without one, and sets its path.
 * Returns its descriptor, or -1.
 */
static int
make_copy(const struct draft *draft, const char *part, const char *file,
	  char path[PATH_MAX])
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
	struct ha_slice name = part_of(file, strlen(file));
	size_t before = (size_t)(name.data - file);
	struct ha_slice folder = part_of(file, before > 0 ? before - 1 : 0);

	snprintf(path, PATH_MAX, "%s", draft->folder);
	return add_folder(path, ha_slice_of(part)) &&
		       add_folder(path, folder) && add_part(path, name)
		   ? open(path, flags, S_IRUSR | S_IWUSR)
		   : -1;
}

const char *
draft_add(struct draft *draft, const char *file)
{
	struct draft_file *copy = &draft->files[draft->count];
	char path[PATH_MAX];
	const char *why =
	    original_text(file, true, 0, &copy->base, &copy->base_size);
	int fd;

	if (why)
		return why;
	copy->absent = access(file, F_OK) != 0 && errno == ENOENT;
	draft->count++;
	fd = make_copy(draft, "", file, path);
	if (fd < 0 && errno == EEXIST) /* both files are named so */
		fd = make_copy(draft, "2", file, path);
	if (fd < 0)
		return strerror(errno);
	copy->path = memory_copy(ha_slice_of(path));
	if (!copy_text(fd, (struct ha_slice){copy->base, copy->base_size}))
		why = strerror(errno);
	if (close(fd) != 0 && !why)
		why = strerror(errno);
	return why;
}

const char *
draft_read(const struct draft_file *file, char **text, size_t *size)
{
	return original_text(file->path, false, O_NOFOLLOW, text, size);
}

static int
remove_one(const char *path, const struct stat *status, int type,
	   struct FTW *walk)
{
	(void)status;
	(void)type;
	(void)walk;
	return remove(path);
}

void
draft_end(struct draft *draft, bool kept)
{
	if (!kept && draft->folder[0] != '\0')
		nftw(draft->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	for (size_t i = 0; i < draft->count; i++) {
		free(draft->files[i].path);
		free(draft->files[i].base);
	}
	*draft = (struct draft){.count = 0};
}
