/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/logins.h"

#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <paths.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool
login_has_address(const struct login *login)
{
	struct ha_address address;

	return ha_address_parse(ha_slice_of(login->host), &address);
}

bool
login_set_host(struct login *login, struct ha_slice host)
{
	struct ha_address address;

	if (ha_address_parse(host, &address))
		ha_address_format(&address, true, login->host);
	else if (host.size == 0 || !ha_slice_all(host, HA_C_HOST_NAME) ||
		 !ha_slice_copy(host, login->host, sizeof(login->host)))
		return false;
	return true;
}

const char *
login_daemon(const char *terminal)
{
	static const struct {
		const char *start, *daemon;
	} rows[] = {
	    {"pts/", "sshd"},           {"ssh", "sshd"},
	    {"vsftpd", "vsftpd"},       {"ftpd", "proftpd"},
	    {"pure-ftpd", "pure-ftpd"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (strncmp(terminal, rows[i].start, strlen(rows[i].start)) ==
		    0)
			return rows[i].daemon;
	return NULL;
}

bool
logins_file_is(const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return false;
	if (S_ISREG(status.st_mode))
		return true;
	if (strcmp(path, _PATH_DEVNULL) != 0)
		output_message(stderr,
			       "hostsaccess: %s: no regular file, so "
			       "no logins are read",
			       path);
	return false;
}

void
logins_add(struct logins *logins, const struct login *login)
{
	char key[sizeof(login->host) + 16];
	uint32_t number;

	snprintf(key, sizeof(key), "%s %s", login->host, login->daemon);
	number = table_add(&logins->numbers, ha_slice_of(key),
			   (uint32_t)logins->count);
	if (number < logins->count) {
		if (logins->logins[number].time < login->time)
			logins->logins[number] = *login;
		return;
	}
	if (logins->count == logins->capacity) {
		logins->capacity = logins->capacity * 2 + 16;
		logins->logins = memory_resize(logins->logins, logins->capacity,
					       sizeof(*logins->logins));
	}
	logins->logins[logins->count++] = *login;
}

static int
latest_first(const void *a, const void *b)
{
	const struct login *one = a, *other = b;

	return (one->time < other->time) - (one->time > other->time);
}

void
logins_sort(struct logins *logins)
{
	if (logins->count > 0)
		qsort(logins->logins, logins->count, sizeof(*logins->logins),
		      latest_first);
}

void
logins_free(struct logins *logins)
{
	free(logins->logins);
	table_free(&logins->numbers);
}
