/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Setting: what the configuration of a daemon says, a keyword and its value
 * a line (sshd_config(5), proftpd.conf(5)).
 */
#ifndef MACHINE_SETTING_H
#define MACHINE_SETTING_H

#include "common/base/diagnostic.h"

/* Longer values are cut. */
#define SETTING_MAX 64

struct setting {
	char value[SETTING_MAX]; /* its first word; "" if no line sets it */
	struct ha_place place;   /* where; line 0 if no line does */
};

/*
 * Reads the configuration at PATH, and what it includes, up to the first line
 * that sets KEYWORD, into *SETTING.  Returns false if one of the files up to
 * there cannot be read, the first is not there, or they include too much.  An
 * absolute name in what is in R/etc is one below R.  Exits when memory is out.
 */
bool setting_read(const char *path, const char *keyword,
		  struct setting *setting);

/*
 * Returns the path of the configuration NAME beside FOLDER, that of PAM files:
 * in the folder that FOLDER is in.  The caller frees it.
 */
char *setting_path(const char *folder, const char *name);

#endif
