/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Record: one decision of the library, with all that it did on its way.
 * Options are expanded and kept, none is carried out.
 */
#ifndef ASK_RECORD_H
#define ASK_RECORD_H

#include "hostsaccess/ask/record_data.h"

/*
 * Makes a record, whose resolver asks the system, for TIMEOUT_MS milliseconds
 * in all; with NODNS for nothing.
 */
void record_begin(struct record *record, bool nodns, unsigned long timeout_ms);

/*
 * Decides record->request, which the caller has filled, by RULES.  Exits when
 * memory is out.
 */
void record_decide(struct record *record, const struct ha_rules *rules);

void record_end(struct record *record);

/* Returns the rule that the verdict names, or NULL. */
const struct record_rule *record_deciding(const struct record *record);

#endif
