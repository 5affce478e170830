/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/session.h"

#include "common/request/connection.h"
#include "hostsaccess/past/login.h"
#include "hostsaccess/past/scan.h"
#include "hostsaccess/past/session_user.h"
#include "hostsaccess/past/wtmp.h"
#include "hostsaccess/tool/memory.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The longest file that is read; an environment may have 2 MiB. */
#define FILE_MAX ((size_t)4 << 20)

/*
 * Reads the file at PATH, in FOLDER if that is not -1.  The caller frees the
 * data, which is NULL if it cannot be read.
 */
static struct ha_slice
read_file(int folder, const char *path)
{
	size_t used = 0, size = 0;
	char *text = NULL;
	ssize_t got = 0;
	int fd =
	    openat(folder, path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (fd < 0)
		return (struct ha_slice){NULL, 0};
	do {
		used += (size_t)got;
		if (used == size) {
			size = size * 2 + 4096;
			text = memory_resize(text, size, 1);
		}
		got = read(fd, text + used, size - used);
	} while (got > 0 && used < FILE_MAX);
	close(fd);
	return (struct ha_slice){text, used};
}

/*
 * Returns the value of the variable or field NAME, with its '=', in TEXT, in
 * which END ends each; without data if it is not there.
 */
static struct ha_slice
value_of(struct ha_slice text, const char *name, char end)
{
	while (text.size > 0) {
		size_t size = ha_slice_find(text, end);
		struct ha_slice field = ha_slice_head(text, size);

		if (scan_take(&field, name))
			return field;
		text = ha_slice_from(text, size + 1);
	}
	return (struct ha_slice){NULL, 0};
}

/* Takes LOGIN from VALUE of SSH_CONNECTION. */
static bool
take_connection(struct ha_slice value, struct login *login)
{
	struct ha_connection connection;

	*login = (struct login){.daemon = "sshd"};
	ha_connection_parse(value, &connection);
	if (connection.client.size == 0 ||
	    !ha_slice_copy(connection.client, login->host, sizeof(login->host)))
		return false;
	ha_slice_copy(connection.server, login->server, sizeof(login->server));
	login->port = connection.server_port;
	return true;
}

static bool
take_environment(unsigned long pid, struct login *login)
{
	char path[48];
	struct ha_slice text, value;
	bool found;

	snprintf(path, sizeof(path), "/proc/%lu/environ", pid);
	text = read_file(AT_FDCWD, path);
	value = value_of(text, "SSH_CONNECTION=", '\0');
	found = value.data && take_connection(value, login);
	free((char *)text.data);
	return found;
}

/* Returns the parent of PID, or 0: the fourth word of stat, behind `(NAME)`. */
static unsigned long
parent_of(unsigned long pid)
{
	struct ha_slice text, rest, name;
	unsigned long parent = 0;
	char path[48];

	snprintf(path, sizeof(path), "/proc/%lu/stat", pid);
	text = rest = read_file(AT_FDCWD, path);
	if (scan_last(&rest, ") ", &name)) {
		scan_word(&rest);
		ha_slice_number(scan_word(&rest), 10, 1UL << 30, &parent);
	}
	free((char *)text.data);
	return parent;
}

/* More than any session has between itself and its daemon. */
#define PARENTS_MAX 64

/* sudo(8) drops the variable, but whoever called it has it still. */
static bool
take_parents(struct login *login)
{
	unsigned long pid = (unsigned long)getppid();

	for (int i = 0; i < PARENTS_MAX && pid > 1; i++) {
		if (take_environment(pid, login))
			return true;
		pid = parent_of(pid);
	}
	return false;
}

/* Takes LOGIN from the file NAME of a session, in FOLDER. */
static bool
take_session(int folder, const char *name, struct login *login)
{
	struct ha_slice text = read_file(folder, name), user;
	uint64_t time;
	bool found;

	*login = (struct login){
	    .daemon = login_service(value_of(text, "SERVICE=", '\n'))};
	user = value_of(text, "USER=", '\n');
	ha_slice_copy(ha_slice_head(user, sizeof(login->user) - 1), login->user,
		      sizeof(login->user));
	if (ha_slice_wide_number(
		ha_slice_head(value_of(text, "REALTIME=", '\n'), 10), 10,
		9999999999, &time))
		login->time = (time_t)time;
	found = login->daemon &&
		login_set_host(login, value_of(text, "REMOTE_HOST=", '\n'));
	free((char *)text.data);
	return found;
}

/* As the control group of this process says: `.../session-3.scope`. */
static bool
take_own_session(struct login *login)
{
	static const char start[] = "/session-", end[] = ".scope";
	struct ha_slice text = read_file(AT_FDCWD, "/proc/self/cgroup");
	struct ha_slice rest =
	    ha_slice_from(text, scan_find(text, start, 0) + strlen(start));
	char name[32];
	bool found = false;
	int folder;

	rest = ha_slice_head(rest, scan_find(rest, end, 0));
	if (rest.size > 0 && ha_slice_all(rest, HA_C_HOST_NAME) &&
	    ha_slice_copy(rest, name, sizeof(name))) {
		folder = open(SESSION_FOLDER, O_PATH | O_CLOEXEC | O_DIRECTORY);
		found = folder >= 0 && take_session(folder, name, login);
		if (folder >= 0)
			close(folder);
	}
	free((char *)text.data);
	return found;
}

/* Takes where this session comes from; the user only if a record has him. */
static bool
take_origin(bool wide, struct login *login)
{
	const char *value = getenv("SSH_CONNECTION");

	if (value && take_connection(ha_slice_of(value), login))
		return true;
	if (wide && (take_parents(login) || take_own_session(login)))
		return true;
	return login_of_terminal(login);
}

bool
session_find(bool wide, struct login *login)
{
	struct login record = {.user = ""};

	if (!take_origin(wide, login))
		return false;
	if (login->user[0] != '\0')
		return true;
	if (wide)
		take_own_session(&record);
	if (record.user[0] == '\0')
		login_of_terminal(&record);
	session_user_find(LOGINUID_FILE, record.user, login);
	return true;
}

void
sessions_read(const char *folder, struct logins *logins)
{
	DIR *directory = opendir(folder);
	const struct dirent *entry;
	struct login login;

	if (!directory)
		return;
	while ((entry = readdir(directory)))
		if (ha_slice_find(ha_slice_of(entry->d_name), '.') ==
			strlen(entry->d_name) &&
		    take_session(dirfd(directory), entry->d_name, &login))
			logins_add(logins, &login);
	closedir(directory);
}
