/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Settle: whether somebody may be at a file just now.
 *
 * An editor empties a file and then writes it, perhaps in parts.  Each part is
 * what the file holds for a moment, and nothing tells it from the whole but
 * that the file changed just now.  Another renames the file away and creates it
 * anew: for a moment there is none, and nothing tells of it but that the folder
 * changed just now.
 */
#ifndef HA_SETTLE_H
#define HA_SETTLE_H

#include "common/source/source.h"

/*
 * Returns HA_OK if the file was last changed (ctime) SETTLE_MS milliseconds
 * or more before now, or after now by this clock; else, or if there is no
 * clock, HA_ERR_CHANGED: somebody may still be writing it, and may so far have
 * made no more than an empty file.  A later change shows in the ctime, which
 * many file systems keep to some milliseconds only.
 */
enum ha_status ha_settle_check(const struct ha_source *source,
			       unsigned settle_ms);

/* As a count of watches: there may be none. */
#define HA_SETTLE_NO_WATCH 1000U

/*
 * Opens FILE as ha_source_open() does, once it has settled.  Returns
 * HA_ERR_CHANGED also if it has not.  HA_ABSENT means that it has not been
 * there for SETTLE_MS, by the ctime of its folder, or at any of many looks in
 * twice that time; *WATCHES, 0 at first, counts how often that was needed, and
 * too often is HA_ERR_CHANGED.  NULL: there is no limit.
 */
enum ha_status ha_settle_open(struct ha_source *source, const char *file,
			      bool joins, unsigned settle_ms,
			      unsigned *watches);

/* Waits for a file to settle: so many milliseconds. */
void ha_settle_wait(unsigned settle_ms);

#endif
