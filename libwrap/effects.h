/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Effects: what options do to this process, its socket and its client
 * (hosts_options(5)).
 */
#ifndef LIBWRAP_EFFECTS_H
#define LIBWRAP_EFFECTS_H

#include "common/option/option_context.h"
#include "libwrap/call.h"

/*
 * Returns effects that change this process, unless dry_run; `twist` is kept in
 * CALL->twist until the verdict is logged.
 */
struct ha_effects effects_of(struct call *call);

/*
 * Returns the environment of this process, for commands, or a clean one where a
 * user has chosen it who has fewer rights than the process.
 */
char *const *effects_environment(void);

/*
 * Becomes the command of CALL->twist, with its connection as standard input
 * and output.  If that fails, the process ends.
 */
void effects_twist(const struct call *call);

#endif
