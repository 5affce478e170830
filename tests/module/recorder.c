/* SPDX-License-Identifier: BSD-3-Clause */
#undef _FORTIFY_SOURCE /* would make macros of the functions below */

#include "tests/module/recorder.h"

#include "tests/support/error_texts.h"

#include <ctype.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <security/pam_modutil.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <syslog.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

void __attribute__((format(printf, 3, 4)))
__syslog_chk(int priority, int flag, const char *format, ...);
void __attribute__((format(printf, 3, 0)))
__vsyslog_chk(int priority, int flag, const char *format, va_list args);

static char empty[1];
struct recorder recorder = {.log = empty, .audit = empty};

static const char *etc_folder;
static unsigned changes;
static bool shows_times;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void __attribute__((constructor)) share_lookups(void)
{
	recorder.lookups =
	    mmap(NULL, RECORDER_LOOKUPS_SIZE, PROT_READ | PROT_WRITE,
		 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (recorder.lookups == MAP_FAILED)
		abort();
}

static void
forget(char **text)
{
	if (*text != empty)
		free(*text);
	*text = empty;
}

void
recorder_clear(void)
{
	forget(&recorder.log);
	forget(&recorder.audit);
	recorder.audit_asks = false;
	recorder.lookups[0] = '\0';
	etc_folder = NULL;
	changes = 0;
	shows_times = false;
	recorder.client_name = NULL;
}

void
recorder_redirect_etc(const char *folder)
{
	etc_folder = folder;
}

void
recorder_name_client(const char *name)
{
	recorder.client_name = name;
}

void
recorder_change_files(unsigned count)
{
	changes = count;
}

void
recorder_show_times(void)
{
	shows_times = true;
}

/* Appends to one of the texts of the recorder. */
static void __attribute__((format(printf, 2, 3)))
record(char **text, const char *format, ...)
{
	char *addition, *longer;
	va_list args;

	recorder.busy++;
	va_start(args, format);
	if (vasprintf(&addition, format, args) < 0)
		abort();
	va_end(args);
	pthread_mutex_lock(&lock);
	if (asprintf(&longer, "%s%s", *text, addition) < 0)
		abort();
	forget(text);
	*text = longer;
	pthread_mutex_unlock(&lock);
	free(addition);
	recorder.busy--;
}

bool
recorder_is_module(const void *caller)
{
	Dl_info info;

	return dladdr(caller, &info) && info.dli_fname &&
	       strstr(info.dli_fname, "/pam_hostsaccess.so");
}

static void __attribute__((format(printf, 3, 0)))
record_log(const void *caller, int priority, const char *format, va_list args)
{
	static const char *const facilities[] = {
	    "kern",   "user",   "mail",   "daemon", "auth",     "syslog",
	    "lpr",    "news",   "uucp",   "cron",   "authpriv", "ftp",
	    "ntp",    "audit",  "alert",  "clock",  "local0",   "local1",
	    "local2", "local3", "local4", "local5", "local6",   "local7"};
	static const char *const levels[] = {"emerg", "alert",   "crit",
					     "err",   "warning", "notice",
					     "info",  "debug"};
	unsigned facility = (unsigned)LOG_FAC(priority);
	char *line;

	if (!recorder_is_module(caller))
		return;
	recorder.busy++;
	if (facility >= COUNT(facilities) || vasprintf(&line, format, args) < 0)
		abort();
	line = error_texts(line);
	record(&recorder.log, "%s.%s %s\n", facilities[facility],
	       levels[LOG_PRI(priority)], line);
	free(line);
	recorder.busy--;
}

void
vsyslog(int priority, const char *format, va_list args)
{
	record_log(__builtin_return_address(0), priority, format, args);
}

void
__vsyslog_chk(int priority, int flag, const char *format, va_list args)
{
	(void)flag;
	record_log(__builtin_return_address(0), priority, format, args);
}

void
syslog(int priority, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	record_log(__builtin_return_address(0), priority, format, args);
	va_end(args);
}

void
__syslog_chk(int priority, int flag, const char *format, ...)
{
	va_list args;

	(void)flag;
	va_start(args, format);
	record_log(__builtin_return_address(0), priority, format, args);
	va_end(args);
}

/* Not there in the command, into which the recorder is loaded without libpam.
 */
#pragma weak pam_get_item

int
pam_modutil_audit_write(pam_handle_t *pamh, int type, const char *message,
			int result)
{
	const void *host = NULL;

	if (pam_get_item)
		pam_get_item(pamh, PAM_RHOST, &host);
	if (host && isalpha(*(const unsigned char *)host))
		recorder.audit_asks = true;
	record(&recorder.audit, "%d %s %d\n", type, message, result);
	return PAM_SUCCESS;
}

/* Returns PATH, or what stands for it for CALLER, in BUFFER. */
static const char *
redirect(const char *path, const void *caller, char buffer[PATH_MAX])
{
	if (!etc_folder || strncmp(path, "/etc", 4) != 0 ||
	    (path[4] != '/' && path[4] != '\0') || !recorder_is_module(caller))
		return path;
	snprintf(buffer, PATH_MAX, "%s%s", etc_folder, path + 4);
	return buffer;
}

/* What the module sees of the file at PATH. */
static int
see(const char *path, int flags, const void *caller, struct stat *status)
{
	char buffer[PATH_MAX];
	int result =
	    fstatat(AT_FDCWD, redirect(path, caller, buffer), status, flags);

	if (!shows_times && recorder_is_module(caller))
		status->st_ctim.tv_sec--;
	return result;
}

int
stat(const char *restrict path, struct stat *restrict status)
{
	return see(path, 0, __builtin_return_address(0), status);
}

int
lstat(const char *restrict path, struct stat *restrict status)
{
	return see(path, AT_SYMLINK_NOFOLLOW, __builtin_return_address(0),
		   status);
}

int
open(const char *path, int flags, ...)
{
	char buffer[PATH_MAX];
	mode_t mode = 0;
	va_list args;

	va_start(args, flags);
	if (flags & O_CREAT)
		mode = va_arg(args, mode_t);
	va_end(args);
	path = redirect(path, __builtin_return_address(0), buffer);
	return openat(AT_FDCWD, path, flags, mode);
}

int
fstat(int fd, struct stat *status)
{
	int result = fstatat(fd, "", status, AT_EMPTY_PATH);

	if (!recorder_is_module(__builtin_return_address(0)))
		return result;
	if (changes > 0)
		status->st_mtim.tv_nsec = (long)--changes;
	if (!shows_times)
		status->st_ctim.tv_sec--;
	return result;
}
