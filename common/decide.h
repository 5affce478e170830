/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Decide: hosts.allow, then hosts.deny, the first matching rule wins
 * (hosts_access(5), ACCESS CONTROL FILES).
 */
#ifndef HA_DECIDE_H
#define HA_DECIDE_H

#include "common/diagnostic.h"
#include "common/option.h"
#include "common/request.h"
#include "common/trace.h"
#include "common/verdict.h"

struct ha_rules {
	const char *allow_file;
	const char *deny_file;
	/* A file that is not there has no rules; else that is an error. */
	bool allow_optional, deny_optional;
	/*
	 * Check every line, token and option of each file that is read, and
	 * refuse (HA_REASON_FILE) if one is broken.
	 */
	bool strict;
	const struct ha_sink *sink; /* hears of faults; may be NULL */
	/* Who carries options out; NULL: nobody does. */
	const struct ha_effects *effects;
	bool noexec; /* options that run commands are errors, which refuse */
	/* Trust files of root alone, as where the effective user is root. */
	bool root_only;
	const struct ha_trace *trace; /* hears of each step; may be NULL */
	/*
	 * A file that changed less than this ago is read later: see
	 * ha_settle_check().  0: at once.
	 */
	unsigned settle_ms;
};

/*
 * Decides REQUEST by RULES and fills *VERDICT, whatever happens: its
 * decision is HA_ALLOW or HA_REFUSE, never HA_UNDECIDED, and every error
 * refuses.  verdict->place.file points into RULES.  Facts that were looked
 * up stay in REQUEST.  Reads no global state and may run in any thread.
 */
void ha_decide(const struct ha_rules *rules, struct ha_request *request,
	       struct ha_verdict *verdict);

#endif
