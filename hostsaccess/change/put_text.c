/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/put_text.h"

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

	putting->merged = merge_texts(put->base, old, put->text, text, size);
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

	return !put->accept || ha_slice_same(text, put->text) ||
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

enum replaced
put_text(const struct put *put, char why[REPLACE_WHY_MAX])
{
	struct putting putting = {put, MERGED_OURS};
	const struct changer changer = {.make = make,
					.accept = accept,
					.context = &putting,
					.quick = put->quick};

	why[0] = '\0';
	if (put->text.size == 0 && access(put->file, F_OK) != 0 &&
	    errno == ENOENT)
		return REPLACED_NOT;
	if (put_file_made(put->file))
		return replace_file(put->file, &changer, why);
	snprintf(why, REPLACE_WHY_MAX, "%s: %s", put->file, strerror(errno));
	return REPLACED_NOT;
}
