/* SPDX-License-Identifier: BSD-3-Clause */
/* Wildcards: '*' and '?' (hosts_access(5), WILDCARDS in host patterns). */
#ifndef HA_WILDCARD_H
#define HA_WILDCARD_H

#include "common/base/slice.h"

/*
 * Returns whether PATTERN matches the whole of TEXT, ASCII case apart: '*'
 * is any run of bytes, also an empty one, '?' one byte.  Takes
 * O(PATTERN.size * TEXT.size) time at worst.
 */
bool ha_wildcard_match(struct ha_slice pattern, struct ha_slice text);

#endif
