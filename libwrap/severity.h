/* SPDX-License-Identifier: BSD-3-Clause */
/* Severity: how the caller logs, and what a rule says about it. */
#ifndef LIBWRAP_SEVERITY_H
#define LIBWRAP_SEVERITY_H

/*
 * Returns the facility that the caller logs refusals with, if it is one that a
 * daemon would choose, or 0: what was never set is that of the kernel.
 */
int severity_facility(void);

/*
 * Returns the level of deny_severity for a line of a refusal, if somebody would
 * see that and nobody is disturbed by it, or else LOG_WARNING.
 */
int severity_level(void);

/* Undoes what severity_set() did for the decision before. */
void severity_reset(void);

/*
 * Sets allow_severity and deny_severity to SEVERITY of a rule, unless it is -1;
 * without a facility, to that of the caller.  Nobody at a terminal is to be
 * disturbed: LOG_EMERG becomes LOG_ALERT.  Returns what it has set.
 */
int severity_set(int severity);

#endif
