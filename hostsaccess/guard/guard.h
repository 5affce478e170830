/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Guard: whether the rules lock out who works here: the address that this
 * session comes from, and those that logged in lately (hostsaccess(8),
 * LOCK-OUT GUARD).
 */
#ifndef GUARD_H
#define GUARD_H

#include "hostsaccess/ask/ask.h"
#include "hostsaccess/finding/finding.h"

/*
 * Adds a warning to FINDINGS, at the rule that decides, for each address
 * that RULES would refuse for the service it used: that of this session
 * (SSH_CONNECTION, else the record of its terminal in utmp(5)), and those of
 * the last 30 days in the file WTMP, the latest 64.  Looks names up, but not
 * for longer than 10 seconds.  Exits when memory is out.
 */
void guard_check(struct findings *findings, const struct ha_rules *rules,
		 const char *wtmp);

#endif
