/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/accounts.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

/* Sets *GROUP if the answer is yes. */
static enum accounts_answer
find_group(const char *name, const struct group **group)
{
	errno = 0;
	*group = getgrnam(name);
	if (*group)
		return ACCOUNTS_YES;
	return errno == 0 ? ACCOUNTS_NO : ACCOUNTS_UNKNOWN;
}

enum accounts_answer
accounts_have_group(const char *name)
{
	const struct group *group;

	return find_group(name, &group);
}

/* The next user; *KNOWN becomes false if that cannot be found out. */
static const struct passwd *
next_user(bool *known)
{
	const struct passwd *user;

	errno = 0;
	user = getpwent();
	/* ENOENT: some say so at the end */
	if (!user && errno != 0 && errno != ENOENT)
		*known = false;
	return user;
}

enum accounts_answer
accounts_share_group(const char *name)
{
	const struct group *group;
	enum accounts_answer answer = find_group(name, &group);
	const struct passwd *user;
	bool shared = false, known = true;
	gid_t id;

	if (answer != ACCOUNTS_YES)
		return answer;
	id = group->gr_gid;
	for (char **member = group->gr_mem; *member; member++)
		shared |= strcmp(*member, name) != 0;
	setpwent();
	while (!shared && (user = next_user(&known)) != NULL)
		shared = user->pw_gid == id && strcmp(user->pw_name, name) != 0;
	endpwent();
	if (shared)
		return ACCOUNTS_YES;
	return known ? ACCOUNTS_NO : ACCOUNTS_UNKNOWN;
}

enum accounts_answer
accounts_group_is_second(const char *name)
{
	const struct group *group;
	enum accounts_answer answer = find_group(name, &group);

	if (answer != ACCOUNTS_YES)
		return answer;
	errno = 0;
	group = getgrgid(group->gr_gid);
	if (!group)
		return errno == 0 ? ACCOUNTS_NO : ACCOUNTS_UNKNOWN;
	return strcmp(group->gr_name, name) != 0 ? ACCOUNTS_YES : ACCOUNTS_NO;
}

const char *
accounts_group_fault(const char *name)
{
	switch (accounts_have_group(name)) {
	case ACCOUNTS_YES:
		return NULL;
	case ACCOUNTS_NO:
		return "this machine has no such group";
	case ACCOUNTS_UNKNOWN:
		break;
	}
	return "whether there is such a group cannot be found out";
}

const char *
accounts_sshd_group_fault(const char *name)
{
	switch (accounts_group_is_second(name)) {
	case ACCOUNTS_NO:
		return NULL;
	case ACCOUNTS_YES:
		return "sshd knows its number by another group";
	case ACCOUNTS_UNKNOWN:
		break;
	}
	return "which group sshd knows its number by cannot be found out";
}

bool
accounts_like(const char *name, void (*take)(void *context, const char *name),
	      void *context)
{
	const struct passwd *user;
	bool known = true;

	setpwent();
	while ((user = next_user(&known)) != NULL)
		if (strcasecmp(user->pw_name, name) == 0 &&
		    strcmp(user->pw_name, name) != 0)
			take(context, user->pw_name);
	endpwent();
	return known;
}
