/* SPDX-License-Identifier: BSD-3-Clause */
/* Span: a length of time, as systemd.time(7) writes it. */
#ifndef TOOL_SPAN_H
#define TOOL_SPAN_H

#include "common/base/slice.h"

#include <stdint.h>

/*
 * Reads TEXT, numbers with a unit each, perhaps with blanks between: `2h`,
 * `1h 30min`, `7 days`.  Returns false if it is none.
 */
bool span_read(struct ha_slice text, uint64_t *seconds);

#endif
