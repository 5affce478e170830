/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess remove: takes rules out of the rule files. */
#ifndef CHANGE_REMOVE_H
#define CHANGE_REMOVE_H

#include "hostsaccess/tool/arguments.h"

extern const struct command remove_command;

#endif
