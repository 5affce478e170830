/* SPDX-License-Identifier: BSD-3-Clause */
/* Rules: the files that they stand in, and how these are read. */
#ifndef HA_RULES_H
#define HA_RULES_H

#include "common/base/diagnostic.h"
#include "common/base/trace.h"
#include "common/option/option_context.h"

#define HA_ALLOW_FILE "/etc/hosts.allow"
#define HA_DENY_FILE "/etc/hosts.deny"

struct ha_rules {
	const char *allow_file; /* NULL: there is none, and nobody looks */
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
	/*
	 * NAME=VALUE is no condition, but the name of a host, and `require` no
	 * option, so that it is in error: as to tcp_wrappers.
	 */
	bool no_conditions;
	bool noexec; /* options that run commands are errors, which refuse */
	/* Trust files of root alone, as where the effective user is root. */
	bool root_only;
	const struct ha_trace *trace; /* hears of each step; may be NULL */
	/*
	 * A file that changed less than this ago is read later: see
	 * ha_settle_check().  0: at once.
	 */
	unsigned settle_ms;
	bool at_once; /* do not wait for that: such a file is in error */
	const struct ha_indexes *indexes; /* besides FILE.index; may be NULL */
};

/*
 * Names the files of RULES; NULL is the standard one.  HA_ALLOW_FILE and
 * HA_DENY_FILE need not be there, any other file that somebody names must.
 */
void ha_rules_name(struct ha_rules *rules, const char *allow_file,
		   const char *deny_file);

#endif
