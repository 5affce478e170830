/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Trust: whether anybody but root and the effective user could have written
 * a file, or have chosen which one it is.
 */
#ifndef HA_TRUST_H
#define HA_TRUST_H

#include "common/base/status.h"

#include <limits.h>
#include <stdbool.h>
#include <sys/stat.h>

/*
 * What is wrong with a file: itself, or a folder or symbolic link on the way
 * to it, of which PATH has no link in it but the last name.
 */
struct ha_trust_flaw {
	char path[PATH_MAX];
	struct stat status;
	bool pseudo; /* it is what the kernel or some process makes up */
};

/*
 * Finds out whether FILE, which was opened as FD and then had STATUS, and
 * every folder and every symbolic link on the way to it belong to root or the
 * effective user, and neither group nor others may write them.  In a folder
 * with the sticky bit, such as /tmp, others may write: they cannot replace
 * what is not theirs.  A file system that makes its files up, such as /proc
 * or what a user may mount (FUSE), is nobody's, unless it is that of the root
 * folder.  Returns HA_OK if so; HA_ERR_UNSAFE if not, or if FILE is now
 * another file than FD, and fills *FLAW with the first that is met; HA_ERR_IO
 * with errno set if that cannot be found out.
 */
enum ha_status ha_trust_examine(const char *file, int fd,
				const struct stat *status,
				struct ha_trust_flaw *flaw);

/* Likewise, of root alone if ROOT_ONLY, and without saying what is wrong. */
enum ha_status ha_trust_file(const char *file, int fd,
			     const struct stat *status, bool root_only);

#endif
