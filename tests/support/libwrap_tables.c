/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Libwrap tables: for tests, to be named in LD_PRELOAD.
 *
 * Gives the libwrap that a daemon is linked with the rule files that
 * LIBWRAP_ALLOW and LIBWRAP_DENY name in the environment, through its own
 * variables (hosts_access(3)), so that the files of the machine neither
 * matter nor change.  A program without libwrap is left alone.
 */
#include <stdlib.h>
#include <string.h>

extern char *hosts_allow_table __attribute__((weak));
extern char *hosts_deny_table __attribute__((weak));

/* Sets *TABLE to a copy: sshd overwrites its environment. */
static void
set_table(char **table, const char *variable)
{
	const char *value = getenv(variable);

	if (table != NULL && value != NULL)
		*table = strdup(value);
}

__attribute__((constructor)) static void
set_tables(void)
{
	set_table(&hosts_allow_table, "LIBWRAP_ALLOW");
	set_table(&hosts_deny_table, "LIBWRAP_DENY");
}
