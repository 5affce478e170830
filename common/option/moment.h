/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Moment: a time in a rule, as sshd(8) and sudoers(5) write it, or as ISO 8601
 * and RFC 3339 do (hostsaccess_rules(5), CONDITIONS).
 */
#ifndef HA_MOMENT_H
#define HA_MOMENT_H

#include "common/base/diagnostic.h"

#include <stdint.h>

/* From BEGIN until before END, in seconds since 1970; equal: a point. */
struct ha_moment {
	int64_t begin, end;
};

/*
 * Reads TEXT, a date and a time with a zone: 202612011200Z, 2026-12-01T1200Z,
 * with ':' behind a backslash or without one, seconds, a fraction, and +0100
 * for Z; a date alone is that day in UTC.  Returns HA_D_NONE, or
 * HA_D_CONDITION_ZONE if only the zone is missing, or HA_D_CONDITION_TIME.
 */
enum ha_diagnostic_id ha_moment_parse(struct ha_slice text,
				      struct ha_moment *moment);

#endif
