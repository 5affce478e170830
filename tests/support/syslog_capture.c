/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Syslog capture: for tests, to be named in LD_PRELOAD.
 *
 * Takes the place of syslog(3) in a program and in the modules that it
 * loads.  Each message becomes one line of the file that SYSLOG_CAPTURE
 * names in the environment at the start:
 *   FACILITY.LEVEL IDENT[PID]: MESSAGE
 * A control character is written as #OOO (octal), as rsyslogd(8) does.
 * Without SYSLOG_CAPTURE messages are lost.
 */
#undef _FORTIFY_SOURCE /* would make macros of the functions below */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <syslog.h>
#include <unistd.h>

#define MESSAGE_MAX 16384
#define HEAD_MAX 256

void __syslog_chk(int priority, int flag, const char *format, ...);
void __vsyslog_chk(int priority, int flag, const char *format, va_list args);

static const char *const facilities[] = {
    "kern",   "user",   "mail",   "daemon", "auth",     "syslog",
    "lpr",    "news",   "uucp",   "cron",   "authpriv", "ftp",
    "ntp",    "audit",  "alert",  "clock",  "local0",   "local1",
    "local2", "local3", "local4", "local5", "local6",   "local7",
};
static const char *const levels[] = {
    "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug",
};

/* A copy: sshd clears and overwrites its environment. */
static char path[PATH_MAX];

__attribute__((constructor)) static void
keep_path(void)
{
	const char *value = getenv("SYSLOG_CAPTURE");

	if (value != NULL)
		snprintf(path, sizeof(path), "%s", value);
}

/* Writes the head of a line to LINE and returns its length. */
static size_t
put_head(int priority, char *line)
{
	int facility = LOG_FAC(priority);
	int size;

	if (facility == 0 ||
	    facility >= (int)(sizeof(facilities) / sizeof(facilities[0])))
		facility = LOG_FAC(LOG_USER);
	size = snprintf(line, HEAD_MAX,
			"%s.%s %.100s[%ld]: ", facilities[facility],
			levels[LOG_PRI(priority)],
			program_invocation_short_name, (long)getpid());
	return size > 0 ? (size_t)size : 0;
}

/* Writes TEXT to LINE, at most four bytes for each, and returns its length. */
static size_t
put_text(const char *text, char *line)
{
	size_t size = 0;

	for (; *text != '\0'; text++) {
		unsigned char byte = (unsigned char)*text;

		if (byte >= 0x20 && byte != 0x7f) {
			line[size++] = *text;
			continue;
		}
		line[size++] = '#';
		line[size++] = (char)('0' + (byte >> 6));
		line[size++] = (char)('0' + ((byte >> 3) & 7));
		line[size++] = (char)('0' + (byte & 7));
	}
	return size;
}

/* Appends the message to the file, in one write. */
static void
capture(int priority, const char *format, va_list args)
{
	char message[MESSAGE_MAX];
	char line[HEAD_MAX + 4 * MESSAGE_MAX + 1];
	int saved = errno;
	size_t size;
	int fd;

	if (path[0] == '\0' ||
	    vsnprintf(message, sizeof(message), format, args) < 0)
		return;
	size = put_head(priority, line);
	size += put_text(message, line + size);
	line[size++] = '\n';
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd >= 0) {
		if (write(fd, line, size) != (ssize_t)size)
			abort();
		close(fd);
	}
	errno = saved;
}

void
vsyslog(int priority, const char *format, va_list args)
{
	capture(priority, format, args);
}

void
__vsyslog_chk(int priority, int flag, const char *format, va_list args)
{
	(void)flag;
	capture(priority, format, args);
}

void
syslog(int priority, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	capture(priority, format, args);
	va_end(args);
}

void
__syslog_chk(int priority, int flag, const char *format, ...)
{
	va_list args;

	(void)flag;
	va_start(args, format);
	capture(priority, format, args);
	va_end(args);
}
