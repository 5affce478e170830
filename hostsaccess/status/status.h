/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef STATUS_STATUS_H
#define STATUS_STATUS_H

#include "hostsaccess/tool/arguments.h"

/* hostsaccess(8), status. */
extern const struct command status_command;

#endif
