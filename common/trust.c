/* SPDX-License-Identifier: BSD-3-Clause */
#include "trust.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
is_ours(const struct stat *status)
{
	return status->st_uid == 0 || status->st_uid == geteuid();
}

static bool
others_write(const struct stat *status)
{
	return (status->st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

static enum ha_status
trust_folder(const char *folder, struct stat *status)
{
	if (stat(folder, status))
		return HA_ERR_IO;
	if (!is_ours(status) ||
	    (others_write(status) && !(status->st_mode & S_ISVTX)))
		return HA_ERR_BROKEN;
	return HA_OK;
}

enum ha_status
ha_trust_examine(const char *file, const struct stat *status,
		 struct ha_trust_flaw *flaw)
{
	char *path = flaw->path;

	if (!realpath(file, path) || stat(path, &flaw->status))
		return HA_ERR_IO;
	if (flaw->status.st_dev != status->st_dev ||
	    flaw->status.st_ino != status->st_ino)
		return HA_ERR_BROKEN;
	flaw->status = *status;
	if (!is_ours(status) || others_write(status))
		return HA_ERR_BROKEN;
	for (;;) {
		char *slash = strrchr(path, '/');
		enum ha_status trust;

		slash[slash == path] = '\0';
		trust = trust_folder(path, &flaw->status);
		if (trust != HA_OK || slash == path)
			return trust;
	}
}

enum ha_status
ha_trust_file(const char *file, const struct stat *status)
{
	struct ha_trust_flaw flaw;

	return ha_trust_examine(file, status, &flaw);
}
