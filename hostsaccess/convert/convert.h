/* SPDX-License-Identifier: BSD-3-Clause */
/* Convert: rules from other systems, and for them (hostsaccess(8), CONVERT). */
#ifndef CONVERT_CONVERT_H
#define CONVERT_CONVERT_H

#include "hostsaccess/tool/arguments.h"

extern const struct command convert_command;

#endif
