/* SPDX-License-Identifier: BSD-3-Clause */
/* What the library finds in the place of the C library's: see wrap.h. */
#undef _FORTIFY_SOURCE /* would make macros of the functions below */

#include "tests/libwrap/wrap.h"
#include "tests/support/calls.h"

#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>

void __attribute__((format(printf, 3, 4)))
__syslog_chk(int priority, int flag, const char *format, ...);

static void __attribute__((format(printf, 2, 0)))
record(int priority, const char *format, va_list values)
{
	static const char *const facilities[] = {
	    "kern", "user", "mail", "daemon", "auth",     "syslog",
	    "lpr",  "news", "uucp", "cron",   "authpriv", "ftp"};
	static const char *const levels[] = {"emerg", "alert",   "crit",
					     "err",   "warning", "notice",
					     "info",  "debug"};
	unsigned facility = (unsigned)LOG_FAC(priority);
	const char *level = levels[LOG_PRI(priority)];
	char line[8192];

	vsnprintf(line, sizeof(line), format, values);
	if (facility < COUNT(facilities))
		wrap_tell("%s.%s %s", facilities[facility], level, line);
	else if (facility >= 16 && facility < 24)
		wrap_tell("local%u.%s %s", facility - 16, level, line);
	else
		wrap_tell("%u.%s %s", facility, level, line);
}

void
syslog(int priority, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	record(priority, format, values);
	va_end(values);
}

void
__syslog_chk(int priority, int flag, const char *format, ...)
{
	va_list values;

	(void)flag;
	va_start(values, format);
	record(priority, format, values);
	va_end(values);
}

static atomic_long forward;

void
wrap_forward(long seconds)
{
	atomic_fetch_add(&forward, seconds);
}

/*
 * By the wall clock files are a second older.  What is remembered is out of
 * date by the coarse clock, which no deadline is taken from.
 */
int
clock_gettime(clockid_t clock, struct timespec *time)
{
	int result = (int)syscall(CALLS_CLOCK_GETTIME, clock, time);

	if (clock == CLOCK_REALTIME)
		time->tv_sec++;
	else if (clock == CLOCK_MONOTONIC_COARSE)
		time->tv_sec += atomic_load(&forward);
	return result;
}

/* Returns PATH, or what stands for it, in BUFFER. */
static const char *
redirect(const char *path, char buffer[PATH_MAX])
{
	static const char settings[] = "/etc/security";
	size_t size = sizeof(settings) - 1;

	if (strncmp(path, settings, size) != 0 ||
	    (path[size] != '/' && path[size] != '\0'))
		return path;
	snprintf(buffer, PATH_MAX, "%s/security%s", folder, path + size);
	return buffer;
}

int
open(const char *path, int flags, ...)
{
	char buffer[PATH_MAX];
	mode_t mode = 0;
	va_list values;

	va_start(values, flags);
	if (flags & O_CREAT)
		mode = va_arg(values, mode_t);
	va_end(values);
	return openat(AT_FDCWD, redirect(path, buffer), flags, mode);
}

int
stat(const char *restrict path, struct stat *restrict status)
{
	char buffer[PATH_MAX];

	return fstatat(AT_FDCWD, redirect(path, buffer), status, 0);
}

int
lstat(const char *restrict path, struct stat *restrict status)
{
	char buffer[PATH_MAX];

	return fstatat(AT_FDCWD, redirect(path, buffer), status,
		       AT_SYMLINK_NOFOLLOW);
}
