/* SPDX-License-Identifier: BSD-3-Clause */
/* Lines that call the module. */
#include "hostsaccess/machine/pam.h"
#include "hostsaccess/tool/arena.h"
#include "hostsaccess/tool/memory.h"

#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The file name of the module. */
#define MODULE "pam_hostsaccess.so"

bool
stack_is_ours(const struct stack_entry *entry)
{
	return !entry->fails &&
	       ha_slice_same(stack_module_name(entry), ha_slice_of(MODULE));
}

const char *
stack_keep_argument(struct arena *texts, struct ha_slice argument)
{
	char *copy = memory_copy(argument);
	size_t size = 0;
	struct ha_slice kept;

	for (size_t i = 0; i < argument.size; i++)
		if (copy[i] != '\\' || copy[i + 1] != ']')
			copy[size++] = copy[i];
	kept = arena_keep(texts, (struct ha_slice){copy, size});
	free(copy);
	return kept.data;
}

static bool
exists(const char *folder, struct ha_slice path)
{
	char text[PATH_MAX];

	return snprintf(text, sizeof(text), "%s%.*s", folder, (int)path.size,
			path.data) < (int)sizeof(text) &&
	       access(text, F_OK) == 0;
}

bool
stack_is_installed(struct ha_slice path)
{
	static const char *const folders[] = {
	    "/lib*/security/",
	    "/lib/*/security/",
	    "/usr/lib*/security/",
	    "/usr/lib/*/security/",
	};
	bool found = false;
	glob_t files;

	if (ha_slice_find(path, '$') < path.size)
		return true;
	if (path.data[0] == '/')
		return exists("", path);
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		if (found || glob(folders[i], 0, NULL, &files) != 0)
			continue;
		for (size_t j = 0; j < files.gl_pathc && !found; j++)
			found = exists(files.gl_pathv[j], path);
		globfree(&files);
	}
	return found;
}
