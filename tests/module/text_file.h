/* SPDX-License-Identifier: BSD-3-Clause */
/* Files that commands write. */
#ifndef TEXT_FILE_H
#define TEXT_FILE_H

#include <limits.h>
#include <stdio.h>

/*
 * Reads the file NAME in FOLDER, "" if there is none, to TEXT of SIZE bytes,
 * cut to fit.
 */
static inline void
read_text(const char *folder, const char *name, char *text, size_t size)
{
	char path[PATH_MAX];
	size_t used = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "r");
	if (file) {
		used = fread(text, 1, size - 1, file);
		fclose(file);
	}
	text[used] = '\0';
}

#endif
