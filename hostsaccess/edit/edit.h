/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess edit (hostsaccess(8)). */
#ifndef EDIT_H
#define EDIT_H

#include "hostsaccess/tool/arguments.h"

extern const struct command edit_command;

#endif
