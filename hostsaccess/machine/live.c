/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/live.h"

#include "hostsaccess/machine/listen.h"
#include "hostsaccess/machine/unit.h"
#include "hostsaccess/tool/memory.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WRAP "/libwrap.so.0"

/* Returns that of PATH, of which the file there is what runs, or is not. */
static struct live_program *
program_of(struct live *live, const char *path, bool is_file)
{
	for (size_t i = 0; i < live->count; i++)
		if (live->programs[i].is_file == is_file &&
		    strcmp(live->programs[i].path, path) == 0)
			return &live->programs[i];
	live->programs =
	    memory_grow(live->programs, live->count, sizeof(*live->programs));
	live->programs[live->count] =
	    (struct live_program){.path = memory_copy(ha_slice_of(path)),
				  .is_file = is_file,
				  .all_ask = true};
	return &live->programs[live->count++];
}

/* Reads the link NAME of process PID. */
static bool
read_link(const char *pid, const char *name, char target[PATH_MAX])
{
	char path[64];
	ssize_t size;

	snprintf(path, sizeof(path), "/proc/%.20s/%.30s", pid, name);
	size = readlink(path, target, PATH_MAX - 1);
	target[size < 0 ? 0 : size] = '\0';
	return size > 0;
}

/* Whether process PID has one of the sockets LISTENING. */
static bool
listens(const char *pid, const struct listening *listening, bool *blind)
{
	char path[64], name[64], target[PATH_MAX];
	const struct dirent *entry;
	bool found = false;
	DIR *folder;

	snprintf(path, sizeof(path), "/proc/%.20s/fd", pid);
	folder = opendir(path);
	if (!folder) {
		*blind |= errno != ENOENT; /* it has ended */
		return false;
	}
	while (!found && (entry = readdir(folder))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(name, sizeof(name), "fd/%.20s", entry->d_name);
		if (read_link(pid, name, target))
			found = listening_has(listening, ha_slice_of(target));
		else
			*blind |= errno != ENOENT && errno != ESRCH;
	}
	closedir(folder);
	return found;
}

/* Returns which libwrap process PID has loaded, allocated, or NULL. */
static char *
loaded_wrap(const char *pid)
{
	char path[64], *line = NULL, *found = NULL;
	size_t size = 0;
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%.20s/maps", pid);
	maps = fopen(path, "re");
	if (!maps)
		return NULL;
	while (!found && getline(&line, &size, maps) > 0) {
		char *begin = strchr(line, '/');

		if (begin && strstr(begin, WRAP))
			found = memory_copy(
			    (struct ha_slice){begin, strcspn(begin, "\n")});
	}
	free(line);
	fclose(maps);
	return found;
}

/* Whether PATH is of a program that holds sockets for others: units. */
static bool
holds_for_others(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash &&
	       (strcmp(slash, "/systemd") == 0 || strcmp(slash, "/init") == 0);
}

/* Whether the file at PATH is what process PID runs. */
static bool
runs(const char *pid, const char *path)
{
	struct stat here, there;
	char exe[64];

	snprintf(exe, sizeof(exe), "/proc/%.20s/exe", pid);
	return stat(path, &here) == 0 && stat(exe, &there) == 0 &&
	       here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

/*
 * A program that has been replaced runs on, and one of a container has another
 * file of its name.
 */
static void
take_process(struct live *live, const char *pid,
	     const struct listening *listening)
{
	static const struct ha_slice deleted = {" (deleted)", 10};
	char target[PATH_MAX], *loaded;
	struct live_program *program;
	struct ha_slice path;
	bool is_file;

	if (!listens(pid, listening, &live->blind) ||
	    !read_link(pid, "exe", target) ||
	    (strcmp(pid, "1") == 0 && holds_for_others(target)))
		return;
	is_file = runs(pid, target);
	path = ha_slice_of(target);
	if (!is_file && ha_slice_ends(path, deleted))
		target[path.size - deleted.size] = '\0';
	program = program_of(live, target, is_file);
	program->listens = true;
	loaded = loaded_wrap(pid);
	program->all_ask &= loaded != NULL;
	if (program->libraries)
		free(loaded);
	else
		program->libraries = loaded;
}

static void
find_processes(struct live *live)
{
	struct listening listening = {.count = 0};
	DIR *folder = opendir("/proc");
	const struct dirent *entry;

	if (!folder || !listening_read(&listening))
		live->blind = true;
	if (!folder)
		return;
	while (listening.count > 0 && (entry = readdir(folder)))
		if (isdigit((unsigned char)entry->d_name[0]))
			take_process(live, entry->d_name, &listening);
	listening_free(&listening);
	closedir(folder);
}

static void
take_unit(void *context, const char *path, bool listens)
{
	struct live_program *program = program_of(context, path, true);

	program->enabled = true;
	program->socket |= listens;
}

void
live_find(const char *root, struct live *live)
{
	*live = (struct live){.count = 0};
	if (root[0] == '\0')
		find_processes(live);
	units_visit(root, take_unit, live);
}

void
live_free(struct live *live)
{
	for (size_t i = 0; i < live->count; i++) {
		free(live->programs[i].path);
		free(live->programs[i].libraries);
	}
	free(live->programs);
	*live = (struct live){.count = 0};
}
