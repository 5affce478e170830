/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Pseudo: file systems of which every file is what the kernel or a process
 * says just now.
 */
#ifndef HA_PSEUDO_H
#define HA_PSEUDO_H

#include <sys/vfs.h>

enum ha_pseudo {
	HA_PSEUDO_NO = 0,  /* files are what somebody has written */
	HA_PSEUDO_NOBODYS, /* whoever owns a file is not who says it */
	/*
	 * Nor is it text of rules; of some, whoever reads it takes it away
	 * from others.
	 */
	HA_PSEUDO_NO_TEXT,
};

/* Returns what the files of SYSTEM, as statfs(2) tells it, are. */
enum ha_pseudo ha_pseudo_of(const struct statfs *system);

#endif
