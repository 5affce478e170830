/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess apply (hostsaccess(8)). */
#ifndef APPLY_H
#define APPLY_H

#include "hostsaccess/tool/arguments.h"

extern const struct command apply_command;

#endif
