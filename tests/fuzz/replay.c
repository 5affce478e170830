/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * replay: passes every file of the folders that are named to the target that
 * this is linked with, in the place of a fuzzer.  Without arguments the
 * folder is that of the target in the source tree.
 */
#ifndef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION

#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

/* Seconds that one file may take. */
#define PATIENCE 60

static void
replay_file(const char *path)
{
	char *text = NULL;
	size_t size = 0;
	FILE *file = fopen(path, "r");

	if (!file || (getdelim(&text, &size, EOF, file) < 0 && ferror(file)))
		err(2, "%s", path);
	/* An abort must tell in which file; the fuzzers say so themselves. */
	fprintf(stderr, "%s\n", path);
	size = (size_t)ftell(file);
	fclose(file);
	alarm(PATIENCE);
	LLVMFuzzerTestOneInput((const uint8_t *)text, size);
	free(text);
}

static size_t
replay_folder(const char *folder)
{
	size_t count = 0;
	DIR *dir = opendir(folder);
	struct dirent *entry;

	if (!dir)
		err(2, "%s", folder);
	while ((entry = readdir(dir))) {
		char path[PATH_MAX];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		replay_file(path);
		count++;
	}
	closedir(dir);
	return count;
}

int
main(int argc, char **argv)
{
	const char *source = getenv("srcdir");
	char folder[PATH_MAX];
	size_t count = 0;

	for (int i = 1; i < argc; i++)
		count += replay_folder(argv[i]);
	if (argc < 2) {
		snprintf(folder, sizeof(folder), "%s/tests/fuzz/corpus/%s",
			 source ? source : ".", program_invocation_short_name);
		count = replay_folder(folder);
	}
	printf("%zu inputs\n", count);
	return count > 0 ? 0 : 1;
}

#endif
