/* SPDX-License-Identifier: BSD-3-Clause */
/* What list shows of a rule. */
#ifndef LIST_SHOW_H
#define LIST_SHOW_H

#include "hostsaccess/rules/entry.h"

#include <stdio.h>

/* Writes ENTRY as it is at NOW to STREAM, as lines for people. */
void entry_show(FILE *stream, const struct entry *entry, int64_t now);

/* Likewise as an object of JSON, in a line of its own. */
void entry_show_json(FILE *stream, const struct entry *entry, int64_t now);

#endif
