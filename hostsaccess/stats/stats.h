/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess stats: who was refused, by which rules, and why. */
#ifndef STATS_H
#define STATS_H

#include "hostsaccess/tool/arguments.h"

extern const struct command stats_command;

#endif
