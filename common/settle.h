/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Settle: whether somebody may be at a file just now.
 *
 * An editor empties a file and then writes it, perhaps in parts.  Each part is
 * what the file holds for a moment, and nothing tells it from the whole but
 * that the file changed just now.
 */
#ifndef HA_SETTLE_H
#define HA_SETTLE_H

#include "source.h"

/*
 * Returns HA_OK if the file was last changed (ctime) SETTLE_MS milliseconds
 * or more before now, or after now by this clock; else, or if there is no
 * clock, HA_ERR_CHANGED: somebody may be at it, and has got as far as an empty
 * file.  A change that comes later than that shows in the ctime, which many
 * file systems keep to some milliseconds only.
 */
enum ha_status ha_settle_check(const struct ha_source *source,
			       unsigned settle_ms);

/* Waits for a file to settle: so many milliseconds. */
void ha_settle_wait(unsigned settle_ms);

#endif
