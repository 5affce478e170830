/* SPDX-License-Identifier: BSD-3-Clause */
/* IPv6 addresses and nets that are not written as they have to be. */
#ifndef CHECK_IPV6_H
#define CHECK_IPV6_H

#include "common/request/address.h"
#include "hostsaccess/check/state.h"

struct hint;

/*
 * Adds what was probably meant by TEXT, if it looks like an IPv6 address or net
 * and is none, or stands in quotes or the like.  Returns whether it does.
 */
bool ipv6_hint(struct hint *hint, struct ha_slice text);

/*
 * Says that a misspelt address was cut at a ':', the first one of which ends
 * the client list of the rule.
 */
void ipv6_check_rule(struct check *check);

/* Likewise where LIST, of a line without clients, stands before that ':'. */
bool ipv6_check_empty(struct check *check, struct ha_slice list);

/* Adds the net that ADDRESS, which has zeros at its end, looks like. */
void ipv6_zeros_hint(struct hint *hint, const struct ha_address *address);

#endif
