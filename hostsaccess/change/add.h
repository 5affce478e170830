/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess allow and deny: write one rule, where it decides. */
#ifndef CHANGE_ADD_H
#define CHANGE_ADD_H

#include "hostsaccess/tool/arguments.h"

extern const struct command allow_command, deny_command;

#endif
