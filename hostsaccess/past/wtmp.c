/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/wtmp.h"

#include "hostsaccess/past/wtmpdb.h"

#include <arpa/inet.h>
#include <paths.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Copies TEXT, of SIZE bytes and perhaps not terminated, to BUFFER. */
static void
copy_field(const char *text, size_t size, char *buffer)
{
	size_t length = strnlen(text, size);

	memcpy(buffer, text, length);
	buffer[length] = '\0';
}

static bool
is_address(const char *text)
{
	struct ha_address address;

	return ha_address_parse(ha_slice_of(text), &address);
}

/* Returns whether TEXT may be a name: not ":0" or "tmux(1).%0". */
static bool
is_name(const char *text)
{
	struct ha_slice name = ha_slice_of(text);

	return name.size > 0 && ha_slice_all(name, HA_C_HOST_NAME);
}

/* Writes where RECORD says it comes from to HOST; false if from nowhere. */
static bool
read_host(const struct utmpx *record, char *host)
{
	uint32_t words[4]; /* signed or not, by the C library */
	int family;

	memcpy(words, record->ut_addr_v6, sizeof(words));
	family = words[1] | words[2] | words[3] ? AF_INET6 : AF_INET;
	copy_field(record->ut_host, sizeof(record->ut_host), host);
	if (is_address(host))
		return true;
	if (words[0] || family == AF_INET6)
		return inet_ntop(family, words, host,
				 sizeof(record->ut_host)) != NULL;
	return is_name(host);
}

static bool
read_login(const struct utmpx *record, struct login *login)
{
	char line[sizeof(record->ut_line) + 1];

	if (record->ut_type != USER_PROCESS)
		return false;
	copy_field(record->ut_line, sizeof(record->ut_line), line);
	*login = (struct login){.daemon = login_daemon(line),
				.time = record->ut_tv.tv_sec};
	copy_field(record->ut_user, sizeof(record->ut_user), login->user);
	return login->daemon && read_host(record, login->host);
}

bool
login_of_terminal(struct login *login)
{
	const char *name = NULL;
	const struct utmpx *record;
	struct utmpx wanted = {.ut_type = USER_PROCESS};
	bool found;

	for (int fd = 0; fd <= STDERR_FILENO && !name; fd++)
		name = ttyname(fd);
	if (!name || strncmp(name, _PATH_DEV, strlen(_PATH_DEV)) != 0 ||
	    !ha_slice_copy(ha_slice_of(name + strlen(_PATH_DEV)),
			   wanted.ut_line, sizeof(wanted.ut_line)))
		return false;
	utmpxname(_PATH_UTMP);
	setutxent();
	record = getutxline(&wanted);
	found = record && read_login(record, login);
	endutxent();
	return found;
}

void
wtmp_read(const char *wtmp, time_t since, struct logins *logins)
{
	const struct utmpx *record;
	struct login login;

	if (!logins_file_is(wtmp))
		return;
	if (wtmpdb_is(wtmp)) {
		wtmpdb_read(wtmp, since, logins);
		return;
	}
	utmpxname(wtmp);
	setutxent();
	while ((record = getutxent()))
		if (record->ut_tv.tv_sec >= since && read_login(record, &login))
			logins_add(logins, &login);
	endutxent();
	utmpxname(_PATH_UTMP);
}
