/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/session.h"

#include "common/request/connection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How many parents are looked at, and how much of a file of /proc. */
#define PARENTS_MAX 64
#define TEXT_MAX 65536

static const struct ha_slice variable = {"SSH_CONNECTION=", 15};

/* Reads /proc/PROCESS/NAME to BUFFER, as far as it has room. */
static struct ha_slice
read_proc(pid_t process, const char *name, char buffer[TEXT_MAX])
{
	char path[64];
	size_t size = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/%s", (long)process, name);
	file = fopen(path, "re");
	if (file) {
		size = fread(buffer, 1, TEXT_MAX, file);
		fclose(file);
	}
	return (struct ha_slice){buffer, size};
}

/* Returns the parent of PROCESS, as proc(5) has it; 0 if nobody knows. */
static pid_t
parent_of(pid_t process, char buffer[TEXT_MAX])
{
	struct ha_slice text = read_proc(process, "stat", buffer);
	size_t end = text.size;
	unsigned long parent;

	/* The name of the program, in parentheses, may hold anything. */
	while (end > 0 && text.data[end - 1] != ')')
		end--;
	text = ha_slice_from(text, end + 3); /* and the state */
	if (!ha_slice_number(ha_slice_head(text, ha_slice_find(text, ' ')), 10,
			     INT32_MAX, &parent))
		return 0;
	return (pid_t)parent;
}

/* Reads TEXT, the value of SSH_CONNECTION, into LOGIN. */
static bool
read_value(struct ha_slice text, struct login *login)
{
	struct ha_connection connection;

	*login = (struct login){.daemon = "sshd"};
	ha_connection_parse(text, &connection);
	if (connection.client.size == 0 ||
	    !ha_slice_copy(connection.client, login->host, sizeof(login->host)))
		return false;
	ha_slice_copy(connection.server, login->server, sizeof(login->server));
	login->port = connection.server_port;
	return true;
}

/* Whether the environment of PROCESS tells of a client. */
static bool
read_environment(pid_t process, char buffer[TEXT_MAX], struct login *login)
{
	struct ha_slice rest = read_proc(process, "environ", buffer);

	while (rest.size > 0) {
		size_t size = ha_slice_find(rest, '\0');
		struct ha_slice entry = ha_slice_head(rest, size);

		if (ha_slice_starts(entry, variable))
			return read_value(ha_slice_from(entry, variable.size),
					  login);
		rest = ha_slice_from(rest, size + 1);
	}
	return false;
}

bool
session_find(struct session *session)
{
	const char *value = getenv("SSH_CONNECTION");
	char *buffer = malloc(TEXT_MAX);
	pid_t process = getpid();
	bool found =
	    read_value(ha_slice_of(value ? value : ""), &session->login);

	for (int i = 0; buffer && !found && i < PARENTS_MAX; i++) {
		process = parent_of(process, buffer);
		if (process <= 0)
			break;
		found = read_environment(process, buffer, &session->login);
	}
	free(buffer);
	session->process = found ? process : 0;
	return found || login_of_session(&session->login);
}
