/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess list: the rules, how long they count, and why they are there. */
#ifndef LIST_LIST_H
#define LIST_LIST_H

#include "hostsaccess/tool/arguments.h"

extern const struct command list_command;

#endif
