/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/put_text.h"

#include "hostsaccess/change/copy.h"
#include "hostsaccess/tool/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is put, and how the last text of it was made. */
struct putting {
	const struct put *put;
	enum merged merged;
};

/* The new text, for replace_file(). */
static bool
make(void *context, struct ha_slice old, char **text, size_t *size)
{
	struct putting *putting = context;
	const struct put *put = putting->put;

	putting->merged =
	    merge_texts(put->base, old, put->text, put->deny_file, text, size);
	if (!ha_slice_same(old, (struct ha_slice){*text, *size}))
		return true;
	free(*text);
	return false;
}

static bool
accept(void *context, struct ha_slice text)
{
	const struct putting *putting = context;
	const struct put *put = putting->put;

	return !put->accept ||
	       (putting->merged != MERGED_CLASH &&
		ha_slice_same(text, put->text)) ||
	       put->accept(put->context, text, putting->merged);
}

bool
put_file_made(const char *file)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		      S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);

	if (fd < 0)
		return errno == EEXIST;
	close(fd);
	return true;
}

/* Writes TEXT to the new file PATH, and to the disk; false: errno says why. */
static bool
write_file(const char *path, struct ha_slice text)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
	int fd = open(path, flags, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
	bool written;
	int error;

	if (fd < 0)
		return false;
	written = copy_text(fd, text) && fsync(fd) == 0;
	error = errno;
	if (close(fd) != 0 && written)
		return false;
	errno = error;
	return written;
}

/*
 * Makes the file of PUT, which is absent, with its text: where it has to be
 * there an empty one would let in everybody.  Returns false, errno says why:
 * EEXIST, if it is there now.
 */
static bool
make_file(const struct put *put)
{
	char *path;
	bool made;
	int error;

	if (asprintf(&path, "%s.new.hostsaccess", put->file) < 0)
		memory_out();
	unlink(path);
	made = write_file(path, put->text) && link(path, put->file) == 0;
	error = errno;
	unlink(path);
	free(path);
	errno = error;
	return made;
}

enum replaced
put_text(const struct put *put, char why[REPLACE_WHY_MAX])
{
	struct putting putting = {put, MERGED_OURS};
	const struct changer changer = {.make = make,
					.accept = accept,
					.context = &putting,
					.quick = put->quick};

	why[0] = '\0';
	if (access(put->file, F_OK) == 0 || errno != ENOENT)
		return replace_file(put->file, &changer, why);
	if (put->text.size == 0)
		return REPLACED_NOT;
	if (make_file(put))
		return REPLACED;
	if (errno == EEXIST)
		return replace_file(put->file, &changer, why);
	snprintf(why, REPLACE_WHY_MAX, "%s: %s", put->file, strerror(errno));
	return REPLACED_NOT;
}

/* Whether the file of PUT is just what it has put. */
static bool
is_untouched(const struct put *put)
{
	char *text;
	size_t size;
	bool is;

	if (original_text(put->file, false, O_NOFOLLOW, &text, &size))
		return false;
	is = ha_slice_same(put->text, (struct ha_slice){text, size});
	free(text);
	return is;
}

enum replaced
put_back(const struct put *put, char why[REPLACE_WHY_MAX])
{
	struct put back = *put;

	why[0] = '\0';
	if (put->absent && is_untouched(put)) {
		if (unlink(put->file) == 0)
			return REPLACED;
		snprintf(why, REPLACE_WHY_MAX, "%s: %s", put->file,
			 strerror(errno));
		return REPLACED_NOT;
	}
	back.base = put->text;
	back.text = put->base;
	back.accept = NULL;
	return put_text(&back, why);
}

/* Whether the file of PUT has what was put. */
static bool
is_there(const struct put *put)
{
	struct putting putting = {put, MERGED_OURS};
	struct ha_slice old;
	char *now, *text;
	size_t size;
	bool is;

	if (original_text(put->file, true, 0, &now, &size))
		return false;
	old = (struct ha_slice){now, size};
	is = !make(&putting, old, &text, &size);
	if (!is)
		free(text);
	free(now);
	return is;
}

/* Puts what PUT says; returns whether it is there, and nothing is unsettled. */
static bool
put_one(const struct put *put, enum replaced *replaced,
	char why[REPLACE_WHY_MAX])
{
	*replaced = put_text(put, why);
	return why[0] == '\0' && (*replaced == REPLACED || is_there(put));
}

bool
put_both(const struct put *first, const struct put *second,
	 char why[REPLACE_WHY_MAX])
{
	struct put quick = *first, other = *second;
	char ignored[REPLACE_WHY_MAX];
	enum replaced replaced;

	/* what others make of it is looked at with the second */
	quick.quick = other.quick = true;
	if (!put_one(&quick, &replaced, why)) {
		if (replaced == REPLACED_UNSETTLED)
			put_back(&quick, ignored);
		return false;
	}
	if (put_one(second, &replaced, why) &&
	    (second->quick || put_one(&quick, &replaced, why)))
		return true;
	if (replaced != REPLACED_NOT || is_there(second))
		put_back(&other, ignored);
	put_back(&quick, ignored);
	return false;
}
