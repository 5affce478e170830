/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess explain (hostsaccess(8)). */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "hostsaccess/tool/arguments.h"

extern const struct command explain_command;

#endif
