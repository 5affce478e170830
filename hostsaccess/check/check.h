/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess check (hostsaccess(8)). */
#ifndef CHECK_H
#define CHECK_H

#include "hostsaccess/tool/arguments.h"

struct findings;

extern const struct command check_command;

/* Adds to FINDINGS, which are begun, all that ARGUMENTS ask for. */
void check_run(const struct arguments *arguments, struct findings *findings);

#endif
