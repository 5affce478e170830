/* SPDX-License-Identifier: BSD-3-Clause */
/* Keep: the memory of a record.  Without memory the program ends. */
#ifndef EXPLAIN_KEEP_H
#define EXPLAIN_KEEP_H

#include "common/diagnostic.h"

struct record;

/* Returns a copy of TEXT, terminated. */
struct ha_slice record_keep(struct record *record, struct ha_slice text);

/* Returns PLACE with a copy of its name; of equal ones in a row, one copy. */
struct ha_place record_keep_place(struct record *record, struct ha_place place);

/* Frees all copies. */
void record_forget(struct record *record);

#endif
