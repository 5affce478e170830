/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Looks: decisions while somebody is at the rule files.
 *
 * A daemon that serves all its clients in one loop cannot wait for a file to
 * be at rest, as the module can, and tools that ban clients may write it again
 * and again.  So the file is looked at several times, over as long as the parts
 * of one change may take; whoever is refused at one of these looks is refused.
 */
#ifndef LIBWRAP_LOOKS_H
#define LIBWRAP_LOOKS_H

#include "common/decide/decide.h"

/*
 * Decides as ha_decide() does, within some 50 ms besides what look-ups and
 * commands take.  While files change, commands of rules run once at most, and a
 * rule whose options could not be carried out lets nobody in.
 */
void looks_decide(const struct ha_rules *rules, struct ha_request *request,
		  struct ha_verdict *verdict);

#endif
