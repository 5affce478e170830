/* SPDX-License-Identifier: BSD-3-Clause */
/* Resolver: asks the system, and writes down what it says. */
#ifndef ASK_RECORD_RESOLVER_H
#define ASK_RECORD_RESOLVER_H

#include <stdbool.h>

struct record;

/* Makes record->resolver, for one decision; with NODNS for netgroups only. */
void record_resolver_init(struct record *record, bool nodns,
			  unsigned long timeout_ms);

#endif
