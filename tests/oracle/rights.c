/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What `user` and `group` of libwrap and of the drop-in would call, in the
 * place of the C library's: they would take this program's rights.
 */
#include <grp.h>
#include <unistd.h>

int
setuid(uid_t user)
{
	(void)user;
	return 0;
}

int
setgid(gid_t group)
{
	(void)group;
	return 0;
}

int
setgroups(size_t count, const gid_t *groups)
{
	(void)count, (void)groups;
	return 0;
}

int
initgroups(const char *user, gid_t group)
{
	(void)user, (void)group;
	return 0;
}

int
setresuid(uid_t real, uid_t effective, uid_t saved)
{
	(void)real, (void)effective, (void)saved;
	return 0;
}

int
setresgid(gid_t real, gid_t effective, gid_t saved)
{
	(void)real, (void)effective, (void)saved;
	return 0;
}
