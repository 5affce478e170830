/* SPDX-License-Identifier: BSD-3-Clause */
/* Run: the commands of rules, and what the log says of their end. */
#ifndef DAEMON_RUN_H
#define DAEMON_RUN_H

#include "common/option/option_context.h"
#include "daemon/log.h"

/*
 * Runs COMMAND, of an option of KIND, and returns what came of it
 * (ha_command_run()).  LOG hears of what did not run to its end and, unless it
 * is quiet, of an aclexec that says no.
 */
enum ha_run daemon_run(const struct daemon_log *log, enum ha_command_kind kind,
		       const struct ha_command *command);

#endif
