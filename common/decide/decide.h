/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Decide: hosts.allow, then hosts.deny, the first matching rule wins
 * (hosts_access(5), ACCESS CONTROL FILES).
 */
#ifndef HA_DECIDE_H
#define HA_DECIDE_H

#include "common/decide/rules.h"
#include "common/decide/verdict.h"
#include "common/request/request.h"

/*
 * Decides REQUEST by RULES and fills *VERDICT, whatever happens: its
 * decision is HA_ALLOW or HA_REFUSE, never HA_UNDECIDED, and every error
 * refuses.  verdict->place.file points into RULES.  Facts that were looked
 * up stay in REQUEST.  Reads no global state and may run in any thread.
 */
void ha_decide(const struct ha_rules *rules, struct ha_request *request,
	       struct ha_verdict *verdict);

#endif
