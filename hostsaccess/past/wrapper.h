/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Wrappers: what others put before a line that begins with a time: grep(1),
 * pdsh(1), docker compose and kubectl.
 */
#ifndef PAST_WRAPPER_H
#define PAST_WRAPPER_H

#include "common/base/slice.h"

/*
 * Takes one from the front of LINE.  Returns false, with nothing changed, if
 * none stands there: any other word may be of whoever wrote the rest.
 */
bool wrapper_take(struct ha_slice *line);

#endif
