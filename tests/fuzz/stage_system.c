/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * In the place of calls of the C library (--wrap): files that
 * exist in the scene only, and failures.  While the module does not run, and
 * for what is neither, they are what they always were.
 */
#include "tests/fuzz/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The files of the scene; to open one is to open its file anew. */
static struct fuzz_file files[SCENE_FILE_COUNT];

/* Declares the call NAME, which the C library calls SYMBOL, in both forms. */
#define WRAP_AS(type, name, symbol, ...) \
	type __real_##name(__VA_ARGS__) __asm__("__real_" symbol); \
	type __wrap_##name(__VA_ARGS__) __asm__("__wrap_" symbol)
#define WRAP(type, name, ...) WRAP_AS(type, name, #name, __VA_ARGS__)

/* What has another name where sizes and times get their 64 bits by that. */
#if __SIZEOF_LONG__ == 4 && defined(_TIME_BITS)
#define WIDE(name, wide) wide
#else
#define WIDE(name, wide) name
#endif

WRAP_AS(int, open, WIDE("open", "open64"), const char *path, int flags, ...);
WRAP(int, close, int fd);
WRAP(ssize_t, read, int fd, void *buffer, size_t size);
WRAP_AS(int, fstat, WIDE("fstat", "__fstat64_time64"), int fd,
	struct stat *status);
WRAP_AS(int, stat, WIDE("stat", "__stat64_time64"), const char *path,
	struct stat *status);
WRAP_AS(int, lstat, WIDE("lstat", "__lstat64_time64"), const char *path,
	struct stat *status);
WRAP(void *, malloc, size_t size);
WRAP(void *, calloc, size_t count, size_t size);
WRAP(void *, realloc, void *memory, size_t size);
WRAP(char *, strndup, const char *text, size_t size);
WRAP(int, asprintf, char **text, const char *format, ...);
WRAP(int, __asprintf_chk, char **text, int flag, const char *format, ...);
WRAP(int, poll, struct pollfd *fds, nfds_t count, int timeout);
WRAP_AS(int, clock_gettime, WIDE("clock_gettime", "__clock_gettime64"),
	clockid_t clock, struct timespec *time);

/* The arguments name the rule files, so they are there, empty perhaps. */
static bool
is_there(const struct scene *scene, enum scene_file file)
{
	return scene->files[file].exists || file == SCENE_ALLOW ||
	       file == SCENE_DENY;
}

void
stage_open(const struct scene *scene)
{
	for (enum scene_file i = 0; i < SCENE_FILE_COUNT; i++)
		if (is_there(scene, i))
			fuzz_file_write(&files[i], scene->files[i].text,
					scene->files[i].size);
}

/* Returns the file of the scene at PATH, or NULL with errno set. */
static const struct fuzz_file *
find_file(const char *path)
{
	enum scene_file file;

	errno = ENOENT;
	if (strcmp(path, "/allow") == 0)
		file = SCENE_ALLOW;
	else if (strcmp(path, "/deny") == 0)
		file = SCENE_DENY;
	else if (strcmp(path, "/list") == 0)
		file = SCENE_LIST;
	else if (strncmp(path, "/banners/", 9) == 0)
		file = SCENE_BANNER;
	else
		return NULL;
	return is_there(stage.scene, file) ? &files[file] : NULL;
}

int
__wrap_open(const char *path, int flags, ...)
{
	const struct fuzz_file *file;
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
	va_end(arguments);
	if (!stage.scene)
		return __real_open(path, flags, mode);
	if (stage_fails(SCENE_OPEN)) {
		stage.outcome->allow_failed |= strcmp(path, "/allow") == 0;
		return -1;
	}
	FUZZ_REQUIRE(flags & O_CLOEXEC && flags & O_NONBLOCK);
	FUZZ_REQUIRE((flags & O_ACCMODE) == O_RDONLY && !(flags & O_CREAT));
	file = find_file(path);
	if (!file)
		return -1;
	stage.outcome->descriptors++;
	return __real_open(file->path, flags);
}

int
__wrap_close(int fd)
{
	int result = __real_close(fd);

	if (stage.scene) {
		FUZZ_REQUIRE(result == 0);
		stage.outcome->descriptors--;
	}
	return result;
}

ssize_t
__wrap_read(int fd, void *buffer, size_t size)
{
	if (stage_fails(SCENE_READ))
		return -1;
	if (stage.scene && stage.failing && stage.scene->read_size > 0 &&
	    size > stage.scene->read_size)
		size = stage.scene->read_size;
	return __real_read(fd, buffer, size);
}

/*
 * All files are on one file system, and belong to whoever runs this.  Folders
 * have been left alone for long.
 */
static void
set_mode(struct stat *status)
{
	status->st_dev = 1;
	if (S_ISDIR(status->st_mode))
		status->st_ctim = (struct timespec){0, 0};
	status->st_mode = (status->st_mode & (mode_t)~0777) | 0600;
	if (stage.scene->untrusted)
		status->st_mode |= 022;
}

int
__wrap_fstat(int fd, struct stat *status)
{
	int result;

	if (stage_fails(SCENE_FSTAT))
		return -1;
	result = __real_fstat(fd, status);
	if (!stage.scene || result != 0)
		return result;
	set_mode(status);
	if (stage.failing && stage.changes > 0)
		status->st_mtim.tv_nsec = (long)stage.changes--;
	return 0;
}

/* The folders of the scene are / and /banners. */
static int
scene_stat(const char *path, struct stat *status)
{
	const struct fuzz_file *file = find_file(path);

	if (!file && strcmp(path, "/") != 0 && strcmp(path, "/banners") != 0)
		return -1;
	if (__real_stat(file ? file->path : "/", status))
		return -1;
	set_mode(status);
	return 0;
}

int
__wrap_stat(const char *path, struct stat *status)
{
	if (!stage.scene)
		return __real_stat(path, status);
	return stage_fails(SCENE_STAT) ? -1 : scene_stat(path, status);
}

int
__wrap_lstat(const char *path, struct stat *status)
{
	if (!stage.scene)
		return __real_lstat(path, status);
	return stage_fails(SCENE_LSTAT) ? -1 : scene_stat(path, status);
}

void *
__wrap_malloc(size_t size)
{
	return stage_fails(SCENE_MALLOC) ? NULL : __real_malloc(size);
}

void *
__wrap_calloc(size_t count, size_t size)
{
	return stage_fails(SCENE_CALLOC) ? NULL : __real_calloc(count, size);
}

void *
__wrap_realloc(void *memory, size_t size)
{
	return stage_fails(SCENE_REALLOC) ? NULL : __real_realloc(memory, size);
}

char *
__wrap_strndup(const char *text, size_t size)
{
	return stage_fails(SCENE_STRNDUP) ? NULL : __real_strndup(text, size);
}

int __attribute__((format(printf, 2, 3)))
__wrap_asprintf(char **text, const char *format, ...)
{
	va_list arguments;
	int result;

	if (stage_fails(SCENE_ASPRINTF))
		return -1;
	va_start(arguments, format);
	result = vasprintf(text, format, arguments);
	va_end(arguments);
	return result;
}

int __attribute__((format(printf, 3, 4)))
__wrap___asprintf_chk(char **text, int flag, const char *format, ...)
{
	va_list arguments;
	int result;

	(void)flag;
	if (stage_fails(SCENE_ASPRINTF))
		return -1;
	va_start(arguments, format);
	result = vasprintf(text, format, arguments);
	va_end(arguments);
	return result;
}

int
__wrap_poll(struct pollfd *fds, nfds_t count, int timeout)
{
	return stage_fails(SCENE_POLL) ? -1 : __real_poll(fds, count, timeout);
}

/* In the scene, no time passes. */
int
__wrap_clock_gettime(clockid_t clock, struct timespec *time)
{
	if (!stage.scene)
		return __real_clock_gettime(clock, time);
	if (stage_fails(SCENE_CLOCK))
		return -1;
	*time = (struct timespec){1000, 0};
	return 0;
}
