/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/accounts.h"

#include <grp.h>
#include <pwd.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

bool
accounts_have_group(const char *name)
{
	return getgrnam(name) != NULL;
}

bool
accounts_share_group(const char *name)
{
	const struct group *group = getgrnam(name);
	const struct passwd *user;
	bool shared = false;
	gid_t id;

	if (!group)
		return false;
	id = group->gr_gid;
	for (char **member = group->gr_mem; *member; member++)
		shared |= strcmp(*member, name) != 0;
	setpwent();
	while (!shared && (user = getpwent()) != NULL)
		shared = user->pw_gid == id && strcmp(user->pw_name, name) != 0;
	endpwent();
	return shared;
}

bool
accounts_group_is_second(const char *name)
{
	const struct group *group = getgrnam(name);

	if (!group)
		return false;
	group = getgrgid(group->gr_gid);
	return group && strcmp(group->gr_name, name) != 0;
}

void
accounts_like(const char *name, void (*take)(void *context, const char *name),
	      void *context)
{
	const struct passwd *user;

	setpwent();
	while ((user = getpwent()) != NULL)
		if (strcasecmp(user->pw_name, name) == 0 &&
		    strcmp(user->pw_name, name) != 0)
			take(context, user->pw_name);
	endpwent();
}
