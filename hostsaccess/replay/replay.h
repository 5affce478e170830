/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess replay (hostsaccess(8)). */
#ifndef REPLAY_H
#define REPLAY_H

#include "hostsaccess/tool/arguments.h"

extern const struct command replay_command;

#endif
