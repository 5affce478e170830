/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/session_user.h"

#include "common/base/slice.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

/* What the kernel has of a process that nobody logged in for. */
#define NOBODY UINT32_MAX

/* Who may be said to have logged in, the surest first. */
#define TOLD_MAX 4

/* Reads the number in FILE; returns NOBODY if there is none. */
static unsigned long
read_loginuid(const char *file)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	unsigned long uid = NOBODY;
	char text[32];
	ssize_t size;

	if (fd < 0)
		return NOBODY;
	size = read(fd, text, sizeof(text));
	close(fd);
	if (size > 0)
		ha_slice_number(
		    ha_slice_trim((struct ha_slice){text, (size_t)size},
				  HA_C_SPACE),
		    10, NOBODY, &uid);
	return uid;
}

static bool
take(const char *name, struct login *login)
{
	return name[0] != '\0' && ha_slice_copy(ha_slice_of(name), login->user,
						sizeof(login->user));
}

/* Takes the account UID, by the first of its names that is TOLD. */
static bool
take_account(uid_t uid, const char *const told[TOLD_MAX], struct login *login)
{
	const struct passwd *account;

	for (size_t i = 0; i < TOLD_MAX; i++) {
		account = told[i][0] != '\0' ? getpwnam(told[i]) : NULL;
		if (account && account->pw_uid == uid && take(told[i], login))
			return true;
	}
	account = getpwuid(uid);
	return account && take(account->pw_name, login);
}

static const char *
variable(const char *name)
{
	const char *value = getenv(name);

	return value ? value : "";
}

void
session_user_find(const char *loginuid, const char *record, struct login *login)
{
	const char *const told[TOLD_MAX] = {record, variable("SUDO_USER"),
					    variable("LOGNAME"),
					    variable("USER")};
	unsigned long uid = read_loginuid(loginuid);
	const struct passwd *account;

	login->user[0] = '\0';
	if (uid != NOBODY && take_account((uid_t)uid, told, login))
		return;
	for (size_t i = 0; i < TOLD_MAX; i++)
		if (take(told[i], login))
			return;
	account = getpwuid(getuid());
	if (account)
		take(account->pw_name, login);
}
