/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/geo_lookup.h"

#include "common/base/child.h"
#include "common/request/geo_files.h"
#include "common/request/geo_read.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/*
 * A file or folder that changed less than this ago, in milliseconds, may be
 * being changed: see settle.h.
 */
#define SETTLE_MS 40

/* Likewise of a file that is no database, which may be on its way. */
#define ARRIVAL_MS 3000

/* What a database needs besides its size, in bytes. */
#define MEMORY ((rlim_t)64 << 20)

/* Reads how many bytes the address space of this process has. */
static bool
read_space(rlim_t *space)
{
	char text[32];
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof(text));
	struct ha_slice pages = {text, got > 0 ? (size_t)got : 0};
	unsigned long count;

	if (fd >= 0)
		close(fd);
	pages = ha_slice_head(pages, ha_slice_find(pages, ' '));
	if (!ha_slice_number(pages, 10, ULONG_MAX, &count))
		return false;
	*space = (rlim_t)count * (rlim_t)sysconf(_SC_PAGESIZE);
	return true;
}

/*
 * Of a file of SIZE bytes that is sound, no more memory than that, and a little
 * for its description, is asked for; of a hostile one gigabytes may be.
 */
static void
limit_memory(off_t size)
{
	struct rlimit limit;
	rlim_t space;

	if (!read_space(&space) || getrlimit(RLIMIT_AS, &limit) != 0)
		return;
	space += (rlim_t)size + MEMORY;
	if (space > limit.rlim_cur)
		return;
	limit.rlim_cur = space;
	setrlimit(RLIMIT_AS, &limit);
}

/* Whether THEN was less than MS before now, or there is no clock. */
static bool
is_recent(const struct timespec *then, long long ms)
{
	struct timespec now;
	long long age;

	if (clock_gettime(CLOCK_REALTIME, &now))
		return true;
	age = (now.tv_sec - then->tv_sec) * 1000LL +
	      (now.tv_nsec - then->tv_nsec) / 1000000;
	return age >= 0 && age < ms;
}

/* Whether the file that was at PATH is there no more, or has changed. */
static bool
has_changed(const char *path, const struct stat *before)
{
	struct stat now;

	return stat(path, &now) != 0 || now.st_dev != before->st_dev ||
	       now.st_ino != before->st_ino || now.st_size != before->st_size ||
	       now.st_ctim.tv_sec != before->st_ctim.tv_sec ||
	       now.st_ctim.tv_nsec != before->st_ctim.tv_nsec;
}

/* Whether FOLDER has just changed: a file may be coming back. */
static bool
is_changing(const char *folder)
{
	struct stat status;

	return stat(folder, &status) == 0 &&
	       is_recent(&status.st_ctim, SETTLE_MS);
}

static bool
folder_is_changing(const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX];
	size_t size = slash ? (size_t)(slash - path) + 1 : 0;

	return ha_slice_copy((struct ha_slice){path, size}, folder,
			     sizeof(folder)) &&
	       is_changing(folder);
}

/*
 * What is read while somebody writes may be of two files at once: so it counts
 * only if the file was at rest before, and has not changed since.
 */
static bool
ask_file(const struct ha_geo_question *question, const char *path,
	 const struct stat *status, struct ha_geo_answer *answer)
{
	bool settled = !is_recent(&status->st_ctim, SETTLE_MS), found;

	limit_memory(status->st_size);
	answer->geo.fault = HA_GEO_NO_FAULT;
	found =
	    ha_geo_read(path, question->kind, question->address, &answer->geo);
	if (!settled || has_changed(path, status))
		answer->rest = HA_GEO_CHANGING;
	else if (answer->geo.fault == HA_GEO_BROKEN &&
		 is_recent(&status->st_mtim, ARRIVAL_MS))
		answer->rest = HA_GEO_ARRIVING;
	return found;
}

/* Asks the file at PATH, if it is one that has an end. */
static bool
ask_path(const struct ha_geo_question *question, const char *path,
	 struct ha_geo_answer *answer)
{
	struct ha_geo *geo = &answer->geo;
	struct stat status;

	*answer = (struct ha_geo_answer){.geo.fault = HA_GEO_UNREADABLE};
	snprintf(geo->file, sizeof(geo->file), "%.*s", HA_GEO_FILE_MAX, path);
	if (stat(path, &status) != 0) {
		geo->error = errno;
		if (errno == ENOENT && question->waits &&
		    folder_is_changing(path))
			answer->rest = HA_GEO_AWAY;
		return false;
	}
	if (!S_ISREG(status.st_mode)) {
		geo->error = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
		return false;
	}
	return ask_file(question, path, &status, answer);
}

/* Of several files that do not tell, which one is told of. */
static int
weight(enum ha_geo_fault fault)
{
	switch (fault) {
	case HA_GEO_OTHER:
		return 1;
	case HA_GEO_NO_RECORD:
		return 2;
	default:
		return 3;
	}
}

/* Says in ANSWER why there is no file, which may be in the usual places. */
static void
tell_none(const struct ha_geo_question *question,
	  const struct ha_geo_files *files, struct ha_geo_answer *answer)
{
	struct ha_geo *geo = &answer->geo;

	geo->fault = HA_GEO_NO_FILE;
	if (files->denied) {
		geo->fault = HA_GEO_UNREADABLE;
		geo->error = files->error;
		snprintf(geo->file, sizeof(geo->file), "%s", files->denied);
	}
	if (question->files || !question->waits)
		return;
	for (size_t i = 0; ha_geo_folders[i]; i++)
		if (is_changing(ha_geo_folders[i]))
			answer->rest = HA_GEO_AWAY;
}

/*
 * Asks FILES until one tells, or is not at rest: what others say in its place
 * counts only once it is known that it does not tell.
 */
static void
ask_files(const struct ha_geo_question *question,
	  const struct ha_geo_files *files, struct ha_geo_answer *answer)
{
	struct ha_geo_answer one;

	if (files->count == 0)
		tell_none(question, files, answer);
	for (size_t i = 0; i < files->count; i++) {
		if (ask_path(question, files->paths[i], &one))
			one.lookup = HA_LOOKUP_FOUND;
		if (one.lookup == HA_LOOKUP_FOUND ||
		    one.rest != HA_GEO_AT_REST) {
			*answer = one;
			return;
		}
		if (i == 0 || weight(one.geo.fault) > weight(answer->geo.fault))
			*answer = one;
	}
}

void
ha_find_geo(int fd, const void *context)
{
	const struct ha_geo_question *question = context;
	struct ha_geo_answer answer = {.lookup = HA_LOOKUP_FAILED};
	struct ha_geo_files *files = malloc(sizeof(*files));

	fd = ha_child_end_quietly(fd);
	if (files) {
		ha_geo_files_find(question->kind, question->files,
				  ha_geo_folders, files);
		ask_files(question, files, &answer);
	}
	free(files);
	ha_child_write(fd, &answer, sizeof(answer));
}
