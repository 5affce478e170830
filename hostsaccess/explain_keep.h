/* SPDX-License-Identifier: BSD-3-Clause */
/* Keep: the memory of a record.  Without memory the program ends. */
#ifndef EXPLAIN_KEEP_H
#define EXPLAIN_KEEP_H

#include "slice.h"

struct record;

/* Returns a copy of TEXT, terminated. */
struct ha_slice record_keep(struct record *record, struct ha_slice text);

/* Frees all copies. */
void record_forget(struct record *record);

#endif
