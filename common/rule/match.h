/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Match: the daemon list and the client list of a rule against a request
 * (hosts_access(5), ACCESS CONTROL RULES and OPERATORS).
 */
#ifndef HA_MATCH_H
#define HA_MATCH_H

#include "common/rule/list.h"
#include "common/rule/syntax.h"

/*
 * Finds out whether the daemon list of RULE, as it stands, is for the request
 * of MATCHER: tokens from left to right until one matches.  `list_1 EXCEPT
 * list_2 ...` nests to the right.  Statuses as of ha_list_match().
 */
enum ha_status ha_match_daemons(const struct ha_matcher *matcher,
				const struct ha_rule *rule,
				enum ha_match *match);

/*
 * Finds out whether all of RULE is for the request.  *MATCH is what
 * ha_match_daemons() has said of it, and not HA_MATCH_NO; it becomes what the
 * whole rule says.  In a line that holds a NUL byte no match is certain.
 * Statuses as above.
 */
enum ha_status ha_match_clients(const struct ha_matcher *matcher,
				const struct ha_rule *rule,
				enum ha_match *match);

#endif
