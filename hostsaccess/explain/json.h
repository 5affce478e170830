/* SPDX-License-Identifier: BSD-3-Clause */
/* JSON: a recorded decision for programs (hostsaccess(8), JSON). */
#ifndef EXPLAIN_JSON_H
#define EXPLAIN_JSON_H

#include "common/base/slice.h"

#include <stdio.h>

struct record;

/* Writes RECORD, of a login as LOCAL_USER, to STREAM: an object, a line. */
void explain_json(FILE *stream, const struct record *record,
		  struct ha_slice local_user);

#endif
