/* SPDX-License-Identifier: BSD-3-Clause */
/* The list files that rules and list files name; each is read once. */
#ifndef CHECK_LISTS_H
#define CHECK_LISTS_H

#include "hostsaccess/check_state.h"

struct lists *lists_new(void);

/* Notes that the list file PATH is named at PLACE. */
void lists_add(struct check *check, struct ha_slice path,
	       struct ha_place place);

/* Reads all list files of CHECK, and those that they name. */
void lists_check(struct check *check);

void lists_free(struct lists *lists);

#endif
