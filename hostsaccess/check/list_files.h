/* SPDX-License-Identifier: BSD-3-Clause */
/* List files: what is wrong in those that rules and list files name. */
#ifndef CHECK_LIST_FILES_H
#define CHECK_LIST_FILES_H

#include "hostsaccess/check/state.h"

/* Reads each list file of CHECK, and those that they name, once. */
void list_files_check(struct check *check);

#endif
