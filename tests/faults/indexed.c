/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/faults/indexed.h"

#include "tests/support/index_of.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* More than the smallest file whose index is looked for. */
#define LINES 5000

static void
write_text(const char *file, const char *last)
{
	FILE *stream = fopen(file, "we");

	if (!stream)
		abort();
	for (unsigned i = 0; i < LINES; i++)
		fprintf(stream, "ALL: 10.%u.%u.7\n", i / 200, i % 200);
	fputs(last, stream);
	if (fclose(stream) != 0)
		abort();
}

void
write_indexed(const char *folder, const char *name, const char *last)
{
	char file[PATH_MAX], index[PATH_MAX];
	int fd;

	snprintf(file, sizeof(file), "%s/%s", folder, name);
	snprintf(index, sizeof(index), "%s/%s" HA_INDEX_SUFFIX, folder, name);
	write_text(file, last);
	fd = open(index, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || index_of(file, true, fd) != HA_OK)
		abort();
	close(fd);
}
