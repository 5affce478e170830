/* SPDX-License-Identifier: BSD-3-Clause */
/* Repair: what is to be mended in files that refuse for being wrong. */
#ifndef EXPLAIN_REPAIR_H
#define EXPLAIN_REPAIR_H

#include "common/base/diagnostic.h"

#include <stdio.h>

struct ha_fault;
struct record;

/* Whether FAULT, of RECORD, is that tcp_wrappers knows no option `require`. */
bool explain_is_require(const struct record *record,
			const struct ha_diagnostic *fault);

/* Says what to do about a file that no decision can be made with, for FAULT. */
void explain_repair_file(FILE *stream, const struct ha_fault *fault);

/*
 * Says what to do about options in error, which are repaired, but for what
 * noexec forbids and what tcp_wrappers does not know.
 */
void explain_repair_option(FILE *stream, const struct record *record);

#endif
