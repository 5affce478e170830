/* SPDX-License-Identifier: BSD-3-Clause */
/* Diagnose: the library's diagnostics as findings, with what was meant. */
#ifndef CHECK_DIAGNOSE_H
#define CHECK_DIAGNOSE_H

#include "common/source/source.h"
#include "hostsaccess/check/state.h"

/* Returns a sink for what the library says in CHECK, which must outlive it. */
struct ha_sink diagnose_sink(struct check *check);

/*
 * Says in CHECK what STATUS, of opening or reading the file at PLACE, means: of
 * HA_ERR_IO the errno value ERROR, of HA_ERR_CHANGED that the file changes.
 * HA_OK, HA_END and HA_ABSENT mean nothing.  Exits when memory is out.
 */
void diagnose_source(struct check *check, enum ha_status status,
		     struct ha_place place, int error);

#endif
