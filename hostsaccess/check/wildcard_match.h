/* SPDX-License-Identifier: BSD-3-Clause */
/* Patterns with wildcards, which are compared with addresses as text. */
#ifndef CHECK_WILDCARD_MATCH_H
#define CHECK_WILDCARD_MATCH_H

#include "common/base/slice.h"

/*
 * Returns whether TOKEN, of digits, dots and wildcards, may match an address:
 * one of IPv4 has four parts of 0 to 255, and one of IPv6 no dot.
 */
bool wildcard_may_match(struct ha_slice token);

#endif
