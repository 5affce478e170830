/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Trust: whether anybody but root and the effective user could have written
 * a file, as sshd's StrictModes asks it (sshd_config(5)).
 */
#ifndef HA_TRUST_H
#define HA_TRUST_H

#include "status.h"

#include <limits.h>
#include <sys/stat.h>

/* What is wrong with a file: itself, or a folder above it. */
struct ha_trust_flaw {
	char path[PATH_MAX];
	struct stat status;
};

/*
 * Finds out whether FILE, which was opened and then had STATUS, and every
 * folder above it belong to root or the effective user, and neither group
 * nor others may write them.  In a folder with the sticky bit, such as /tmp,
 * others may write: they cannot replace what is not theirs.  Returns HA_OK if
 * so, HA_ERR_BROKEN if not, HA_ERR_IO with errno set if that cannot be found
 * out.
 */
enum ha_status ha_trust_file(const char *file, const struct stat *status);

/* Likewise; with HA_ERR_BROKEN, fills *FLAW. */
enum ha_status ha_trust_examine(const char *file, const struct stat *status,
				struct ha_trust_flaw *flaw);

#endif
