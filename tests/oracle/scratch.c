/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/scratch.h"

#include "tests/support/remove_tree.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define IN_MEMORY "/dev/shm"

static void
join(const struct scratch *scratch, const char *name,
     char path[SCRATCH_PATH_SIZE])
{
	const int size =
	    snprintf(path, SCRATCH_PATH_SIZE, "%s/%s", scratch->path, name);

	if (size < 0 || size >= SCRATCH_PATH_SIZE)
		errx(2, "name too long: %s", name);
}

void
scratch_make(struct scratch *scratch)
{
	char path[SCRATCH_PATH_SIZE];

	snprintf(scratch->path, sizeof(scratch->path), "%s/oracle.XXXXXX",
		 access(IN_MEMORY, W_OK) == 0 ? IN_MEMORY : "/tmp");
	if (mkdtemp(scratch->path) == NULL)
		err(2, "%s", scratch->path);
	join(scratch, "directory", path);
	if (mkdir(path, 0700) != 0)
		err(2, "%s", path);
	scratch_write(scratch, "file", "", 0);
}

void
scratch_remove(const struct scratch *scratch)
{
	if (remove_tree(scratch->path) != 0)
		err(2, "%s", scratch->path);
}

void
scratch_write(const struct scratch *scratch, const char *name, const char *text,
	      size_t size)
{
	char path[SCRATCH_PATH_SIZE];
	FILE *file;

	join(scratch, name, path);
	file = fopen(path, "we");
	if (file == NULL || fwrite(text, 1, size, file) != size ||
	    fclose(file) != 0)
		err(2, "%s", path);
}

void
scratch_table(const struct scratch *scratch, const char *name,
	      const struct model_file *file, char path[SCRATCH_PATH_SIZE])
{
	switch (file->kind) {
	case MODEL_TEXT:
		join(scratch, name, path);
		scratch_write(scratch, name, file->text, file->size);
		return;
	case MODEL_ABSENT:
		join(scratch, "absent", path);
		return;
	case MODEL_DIRECTORY:
		join(scratch, "directory", path);
		return;
	case MODEL_UNOPENABLE:
		join(scratch, "file/below", path);
		return;
	}
	abort();
}
