/* SPDX-License-Identifier: BSD-3-Clause */
/* Indexes: whether a login finds the lines of the files by an index. */
#ifndef EXPLAIN_INDEXES_H
#define EXPLAIN_INDEXES_H

#include "common/decide/rules.h"
#include "hostsaccess/ask/record_data.h"
#include "hostsaccess/tool/json.h"

/*
 * Writes for each large rule file of RECORD, decided by RULES, and each large
 * list file that a rule of it names, whether its index is used, and if not,
 * why; nothing if there is none.
 */
void explain_indexes(FILE *stream, const struct record *record,
		     const struct ha_rules *rules);

/* Likewise as the JSON array "indexes", if there is a large one. */
void explain_indexes_json(struct json *json, const struct record *record,
			  const struct ha_rules *rules);

#endif
