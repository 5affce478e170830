/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/process.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

/* Room for the entry of a user or group. */
#define ENTRY_SIZE ((size_t)1 << 16)

/* Logs that OPTION failed, by errno.  Returns whether that does no harm. */
static bool
fail(const struct daemon_log *log, enum ha_option option, bool harmless)
{
	daemon_log_message(log, LOG_ERR, "%s: %s", ha_option_name(option),
			   strerror(errno));
	return harmless;
}

/* Reads VALUE, with an optional sign, in BASE. */
static int
number_of(struct ha_slice value, unsigned base)
{
	struct ha_slice text = ha_slice_trim(value, HA_C_SPACE);
	bool negative = ha_slice_starts(text, ha_slice_of("-"));
	bool sign = negative || ha_slice_starts(text, ha_slice_of("+"));
	unsigned long number = 0;

	ha_slice_number(ha_slice_from(text, sign), base, 1UL << 31, &number);
	if (!negative)
		return number > INT_MAX ? INT_MAX : (int)number;
	return number > INT_MAX ? INT_MIN : -(int)number;
}

static bool
find_group(struct ha_slice name, gid_t *id)
{
	char *room = malloc(ENTRY_SIZE), *text = strndup(name.data, name.size);
	struct group entry, *found = NULL;
	int error = ENOMEM;

	if (room && text)
		error = getgrnam_r(text, &entry, room, ENTRY_SIZE, &found);
	if (found)
		*id = found->gr_gid;
	free(text);
	free(room);
	errno = error ? error : ENOENT;
	return found;
}

static bool
set_group(struct ha_slice name)
{
	gid_t id;

	return find_group(name, &id) &&
	       (geteuid() != 0 || setgroups(0, NULL) == 0) &&
	       setresgid(id, id, id) == 0;
}

/* Becomes user NAME, with its groups besides the one that the process has. */
static bool
set_user_alone(const char *name)
{
	char *room = malloc(ENTRY_SIZE);
	struct passwd entry, *found = NULL;
	int error = ENOMEM;
	bool done;

	if (room)
		error = getpwnam_r(name, &entry, room, ENTRY_SIZE, &found);
	errno = error ? error : ENOENT;
	done = found && (geteuid() != 0 || initgroups(name, getegid()) == 0) &&
	       setresuid(found->pw_uid, found->pw_uid, found->pw_uid) == 0;
	error = errno;
	free(room);
	errno = error;
	return done;
}

/* NAME or NAME.GROUP. */
static bool
set_user(struct ha_slice value)
{
	size_t dot = ha_slice_find(value, '.');
	char *name = strndup(value.data, dot);
	bool done = name && (dot == value.size ||
			     set_group(ha_slice_from(value, dot + 1)));

	done = done && set_user_alone(name);
	free(name);
	return done;
}

static bool
set_socket(int fd, enum ha_option option, struct ha_slice value)
{
	const int seconds = number_of(value, 10);
	const struct linger linger = {seconds != 0, seconds};
	const int on = 1;

	if (option == HA_OPTION_KEEPALIVE)
		return setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on,
				  sizeof(on)) == 0;
	return setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)) ==
	       0;
}

/* `nice` alone is 10 more.  A priority of -1 is none that nice(2) tells. */
static bool
set_nice(struct ha_slice value)
{
	errno = 0;
	return nice(value.size > 0 ? number_of(value, 10) : 10) != -1 ||
	       errno == 0;
}

bool
process_change(const struct daemon_log *log, int fd, enum ha_option option,
	       struct ha_slice value)
{
	bool laid_down = option == HA_OPTION_USER || option == HA_OPTION_GROUP;
	bool done = true;

	if (option == HA_OPTION_GROUP)
		done = set_group(value);
	else if (option == HA_OPTION_USER)
		done = set_user(value);
	else if (option == HA_OPTION_NICE)
		done = set_nice(value);
	else if (option == HA_OPTION_UMASK)
		umask((mode_t)number_of(value, 8));
	else
		done = set_socket(fd, option, value);
	return done || fail(log, option, !laid_down);
}
