/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The installed libwrap, asked as by hosts_ctl(3) in this process.
 *
 * It runs no command, logs nothing and leaves umask and priority alone: the
 * functions that it would call are replaced in this program.
 */
#ifndef ORACLE_LIBWRAP_H
#define ORACLE_LIBWRAP_H

#include "tests/oracle/scratch.h"

/* Prepares the library; ends the program if it still runs commands. */
void libwrap_open(const struct scratch *scratch);

/* Returns whether the files at ALLOW and DENY allow CLIENT. */
bool libwrap_allows(const char *allow, const char *deny,
		    const struct model_client *client);

/* Returns whether the library asks for netgroups; some are built without. */
bool libwrap_has_netgroups(void);

#endif
