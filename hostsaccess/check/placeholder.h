/* SPDX-License-Identifier: BSD-3-Clause */
/* Placeholder: words that stand for what somebody was to fill in. */
#ifndef CHECK_PLACEHOLDER_H
#define CHECK_PLACEHOLDER_H

#include "common/base/slice.h"

/*
 * Returns whether TOKEN, a client, is such a word: <IP>, x.x.x.x, YOUR_IP,
 * $IP, {{ip}} and their like.
 */
bool placeholder_is(struct ha_slice token);

#endif
