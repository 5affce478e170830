/* SPDX-License-Identifier: BSD-3-Clause */
/* Effects: what options make the module do: run, set and say things. */
#ifndef EFFECTS_H
#define EFFECTS_H

#include "pam_hostsaccess/outcome.h"

/*
 * Returns effects that log to the system log, set variables in the PAM
 * environment and collect words for the client in CALL->words, which the
 * caller frees.
 */
struct ha_effects effects_of(struct call *call);

#endif
