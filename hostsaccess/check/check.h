/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess check (hostsaccess(8)). */
#ifndef CHECK_H
#define CHECK_H

#include "hostsaccess/tool/arguments.h"

extern const struct command check_command;

#endif
