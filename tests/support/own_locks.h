/* SPDX-License-Identifier: BSD-3-Clause */
/* Own locks: those of root for rule files, which all paths of a machine share,
 * for this test and its children alone. */
#ifndef SUPPORT_OWN_LOCKS_H
#define SUPPORT_OWN_LOCKS_H

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

/*
 * Else a test that changes files all the time may keep another one from a lock
 * for longer than that waits.  Who is not root has none; where there can be no
 * namespace they stay shared.
 */
static inline void
own_locks(void)
{
	static const char folder[] = "/run/hostsaccess";

	if (unshare(CLONE_NEWNS) != 0 ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
		return;
	mkdir(folder, S_IRWXU);
	(void)!mount("locks", folder, "tmpfs", 0, "mode=700");
}

#endif
