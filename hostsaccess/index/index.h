/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess index: indexes of large files, built, checked and removed. */
#ifndef INDEX_H
#define INDEX_H

#include "hostsaccess/tool/arguments.h"

extern const struct command index_command;

#endif
