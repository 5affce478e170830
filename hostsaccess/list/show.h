/* SPDX-License-Identifier: BSD-3-Clause */
/* What list shows of a rule. */
#ifndef LIST_SHOW_H
#define LIST_SHOW_H

#include "hostsaccess/rules/entry.h"

#include <stdio.h>

struct hit;

/*
 * Writes ENTRY as it is at NOW to STREAM, as lines for people, with what logs
 * say of it in HIT; NULL: that is not asked for, or not known.
 */
void entry_show(FILE *stream, const struct entry *entry, const struct hit *hit,
		int64_t now);

/* Likewise as an object of JSON, in a line of its own. */
void entry_show_json(FILE *stream, const struct entry *entry,
		     const struct hit *hit, int64_t now);

#endif
