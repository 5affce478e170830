/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Before groups: for LD_PRELOAD.  Before getgrouplist(3) asks, the command runs
 * that BEFORE_GROUPS names in the environment.
 */
#include <dlfcn.h>
#include <grp.h>
#include <stdlib.h>

int
getgrouplist(const char *user, gid_t group, gid_t *groups, int *count)
{
	int (*next)(const char *, gid_t, gid_t *, int *);
	const char *command = getenv("BEFORE_GROUPS");

	next = (int (*)(const char *, gid_t, gid_t *, int *))dlsym(
	    RTLD_NEXT, "getgrouplist");
	if (command == NULL || system(command) != 0)
		return -1;
	return next(user, group, groups, count);
}
