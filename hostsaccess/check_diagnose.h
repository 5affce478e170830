/* SPDX-License-Identifier: BSD-3-Clause */
/* Diagnose: the library's diagnostics as findings, with what was meant. */
#ifndef CHECK_DIAGNOSE_H
#define CHECK_DIAGNOSE_H

#include "check_state.h"

/* Returns a sink for what the library says in CHECK, which must outlive it. */
struct ha_sink diagnose_sink(struct check *check);

#endif
