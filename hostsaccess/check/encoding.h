/* SPDX-License-Identifier: BSD-3-Clause */
/* Encodings in which a file has no rules. */
#ifndef CHECK_ENCODING_H
#define CHECK_ENCODING_H

#include "common/source/source.h"
#include "hostsaccess/check/state.h"

/*
 * Says that SOURCE is UTF-16, if it is.  Returns whether that is all there is
 * to say.
 */
bool encoding_check(struct check *check, const struct ha_source *source);

#endif
