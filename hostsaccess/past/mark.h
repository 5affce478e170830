/* SPDX-License-Identifier: BSD-3-Clause */
/* Marks: words that loggers put beside the time and the host of a line. */
#ifndef PAST_MARK_H
#define PAST_MARK_H

#include "common/base/slice.h"

/* Whether WORD is a severity: `authpriv.info`, AIX's `auth|security:info`. */
bool mark_is_severity(struct ha_slice word);

/*
 * Whether WORD is a severity, by itself or as in `<4.6>`, `<auth.info>` and
 * `[auth.info]`, or an address as in `(192.0.2.1)`.
 */
bool mark_is(struct ha_slice word);

/* Whether WORD is an instance of EC2, by which CloudWatch names its streams. */
bool mark_is_instance(struct ha_slice word);

#endif
