/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The commands that a rule would run, by libwrap and by ours.  None is run:
 * the functions that libwrap would call are replaced in this program.
 */
#ifndef ORACLE_COMMANDS_H
#define ORACLE_COMMANDS_H

#include "common/request/request.h"

#include <stdbool.h>
#include <tcpd.h>

/* Who asks; each text is given and not empty, so that nothing is looked up. */
struct facts {
	const char *daemon, *user;
	const char *name, *address;
	const char *server_name, *server_address;
};

void facts_for_ours(const struct facts *facts, struct ha_request *request);
void facts_for_libwrap(const struct facts *facts, int fd,
		       struct request_info *request);

/* The lines "OPTION: COMMAND" of one rule, to be freed. */
struct commands {
	char *libwrap;
	char *ours;
};

/*
 * Finds the commands that FILE, a table with one rule, would run for FACTS.
 * Every aclexec succeeds.  Errors of the machine end the program.
 */
void commands_find(const char *file, const struct facts *facts,
		   struct commands *commands);

#endif
