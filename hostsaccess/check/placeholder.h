/* SPDX-License-Identifier: BSD-3-Clause */
/* Placeholder: words that stand for what somebody was to fill in. */
#ifndef CHECK_PLACEHOLDER_H
#define CHECK_PLACEHOLDER_H

#include "hostsaccess/finding/finding.h"

/*
 * Returns whether TOKEN, a client, is such a word: <IP>, x.x.x.x, YOUR_IP,
 * $IP, {{ip}} and their like.
 */
bool placeholder_is(struct ha_slice token);

/*
 * Returns what is to be said of TOKEN, which is one: IN_LIST, a list file, it
 * may be of a page of HTML.
 */
enum finding_id placeholder_finding(struct ha_slice token, bool in_list);

#endif
