/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/loader.h"

#include "common/base/slice.h"
#include "hostsaccess/machine/elf.h"
#include "hostsaccess/machine/library_cache.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WRAP "libwrap.so.0"
#define PAM "libpam.so.0"
/* No program has more libraries; they may ask for each other in a circle. */
#define LIBRARIES_MAX 1024

/*
 * How often a file is looked for at the most: what a program says of its
 * folders is whoever's who wrote it.
 */
#define TRIES_MAX 20000U

/* What the drop-in has in it, and tcp_wrappers has not. */
#define OUR_TEXT "/etc/security/hostsaccess.conf"

/* Programs and libraries of a kind can be loaded together. */
struct search {
	const char *root;
	const struct library_cache *cache;
	unsigned char width;
	unsigned machine;
	unsigned *tries;   /* so far */
	struct table seen; /* names of libraries */
	char **waiting;    /* paths below the root */
	size_t count;
};

static bool
below(const char *root, const char *path, char full[PATH_MAX])
{
	return snprintf(full, PATH_MAX, "%s%s", root, path) < PATH_MAX;
}

/* Whether the file at PATH is a library that fits. */
static bool
fits(const struct search *search, const char *path)
{
	char full[PATH_MAX];
	struct elf elf;
	bool good;

	if ((*search->tries)++ >= TRIES_MAX ||
	    !below(search->root, path, full) || !elf_read(full, &elf))
		return false;
	good = elf.width == search->width && elf.machine == search->machine;
	elf_free(&elf);
	return good;
}

/* Sets PATH to NAME in FOLDER, where $ORIGIN is the folder of ASKER. */
static bool
in_folder(struct ha_slice folder, const char *asker, const char *name,
	  char path[PATH_MAX])
{
	static const char *const words[] = {"$ORIGIN", "${ORIGIN}"};
	const char *slash = strrchr(asker, '/');
	int origin = 0;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (ha_slice_starts(folder, ha_slice_of(words[i]))) {
			folder = ha_slice_from(folder, strlen(words[i]));
			origin = slash ? (int)(slash - asker) : 0;
			break;
		}
	return snprintf(path, PATH_MAX, "%.*s%.*s/%s", origin, asker,
			(int)folder.size, folder.data, name) < PATH_MAX;
}

static bool
find_in_path(const struct search *search, const struct elf *elf,
	     const char *asker, const char *name, char path[PATH_MAX])
{
	struct ha_slice rest = ha_slice_of(elf->path ? elf->path : "");

	while (rest.size > 0 && *search->tries < TRIES_MAX) {
		size_t colon = ha_slice_find(rest, ':');

		if (in_folder(ha_slice_head(rest, colon), asker, name, path) &&
		    fits(search, path))
			return true;
		rest = ha_slice_from(rest, colon + 1);
	}
	return false;
}

/* Whether the cache of ldconfig(8) has NAME, or a folder that is always in. */
static bool
find_in_system(const struct search *search, const char *name,
	       char path[PATH_MAX])
{
	static const char *const folders[] = {"/lib64", "/usr/lib64", "/lib",
					      "/usr/lib", "/usr/local/lib"};
	size_t at = 0;

	while (library_cache_next(search->cache, name, &at, path))
		if (fits(search, path))
			return true;
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
		if (in_folder(ha_slice_of(folders[i]), "", name, path) &&
		    fits(search, path))
			return true;
	return false;
}

/* Finds NAME, which ELF, the file ASKER, asks for. */
static bool
find(const struct search *search, const struct elf *elf, const char *asker,
     const char *name, char path[PATH_MAX])
{
	if (strchr(name, '/'))
		return in_folder(ha_slice_of(""), "", name + 1, path) &&
		       fits(search, path);
	return find_in_path(search, elf, asker, name, path) ||
	       find_in_system(search, name, path);
}

static void
wait_for(struct search *search, const char *path)
{
	search->waiting = memory_grow(search->waiting, search->count,
				      sizeof(*search->waiting));
	search->waiting[search->count++] = memory_copy(ha_slice_of(path));
}

void
loader_look_at_wrap(const char *root, const char *path,
		    struct loader_wrap_file *file)
{
	char full[PATH_MAX];

	*file = (struct loader_wrap_file){.wrap = LOADER_WRAP_STOCK};
	ha_slice_copy(ha_slice_of(path), file->path, sizeof(file->path));
	if (!below(root, path, full))
		return;
	if (elf_has_text(full, OUR_TEXT))
		file->wrap = LOADER_WRAP_OURS;
	file->has_netgroups =
	    file->wrap == LOADER_WRAP_OURS || elf_has_text(full, "innetgr");
}

/* Whether NAME comes for the first time. */
static bool
is_new(struct search *search, const char *name)
{
	uint32_t number = search->seen.count;

	return table_add(&search->seen, ha_slice_of(name), number) == number;
}

/* Takes what ELF, the file ASKER, asks for; *FILE if that is libwrap. */
static void
take_needed(struct search *search, const struct elf *elf, const char *asker,
	    struct loader_wrap_file *file)
{
	char path[PATH_MAX];

	for (size_t i = 0; i < elf->count; i++) {
		const char *name = elf->needed[i];
		bool found;

		if (!is_new(search, name))
			continue;
		found = find(search, elf, asker, name, path);
		file->has_pam |= strcmp(name, PAM) == 0;
		if (strcmp(name, WRAP) == 0) {
			bool has_pam = file->has_pam;

			file->wrap = LOADER_WRAP_MISSING;
			if (found)
				loader_look_at_wrap(search->root, path, file);
			file->has_pam = has_pam;
		}
		if (found && search->count < LIBRARIES_MAX)
			wait_for(search, path);
	}
}

/* Looks at one library after the other, as ld.so does. */
static void
take_libraries(struct search *search, struct loader_wrap_file *file)
{
	for (size_t i = 0; i < search->count; i++) {
		char full[PATH_MAX];
		struct elf elf;

		if (!below(search->root, search->waiting[i], full) ||
		    !elf_read(full, &elf))
			continue;
		take_needed(search, &elf, search->waiting[i], file);
		elf_free(&elf);
	}
}

bool
loader_find_wrap(const char *root, const char *path,
		 struct loader_wrap_file *file)
{
	struct library_cache cache;
	unsigned tries = 0;
	struct search search = {.root = root, .cache = &cache, .tries = &tries};
	char full[PATH_MAX];
	struct elf elf;

	*file = (struct loader_wrap_file){.wrap = LOADER_WRAP_NONE};
	if (!below(root, path, full) || !elf_read(full, &elf))
		return false;
	library_cache_open(&cache, root);
	search.width = elf.width;
	search.machine = elf.machine;
	take_needed(&search, &elf, path, file);
	take_libraries(&search, file);
	for (size_t i = 0; i < search.count; i++)
		free(search.waiting[i]);
	free(search.waiting);
	table_free(&search.seen);
	library_cache_close(&cache);
	elf_free(&elf);
	return true;
}

bool
loader_has_stock_wrap(const char *root)
{
	struct loader_wrap_file file = {.wrap = LOADER_WRAP_NONE};
	struct library_cache cache;
	char path[PATH_MAX], full[PATH_MAX];
	size_t at = 0;

	library_cache_open(&cache, root);
	while (file.wrap != LOADER_WRAP_STOCK &&
	       library_cache_next(&cache, WRAP, &at, path))
		if (below(root, path, full) && access(full, F_OK) == 0)
			loader_look_at_wrap(root, path, &file);
	library_cache_close(&cache);
	return file.wrap == LOADER_WRAP_STOCK;
}
