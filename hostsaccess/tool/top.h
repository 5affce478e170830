/* SPDX-License-Identifier: BSD-3-Clause */
/* Top: how many rows of a kind are shown (hostsaccess(8), --top). */
#ifndef TOOL_TOP_H
#define TOOL_TOP_H

#include "hostsaccess/tool/arguments.h"

/*
 * Reads what ARGUMENTS of COMMAND say; *TOP stays if that is nothing.  Returns
 * false, and says so, if it is no number from 1 on.
 */
bool top_argument(const struct command *command,
		  const struct arguments *arguments, unsigned long *top);

#endif
