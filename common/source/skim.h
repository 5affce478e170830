/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Skim: lines that say nothing about a client, found without reading them.
 *
 * Most lines of a large rule or list file name others.  A line is left out only
 * if it is certain that reading it changes nothing: no token matches, nothing
 * is looked up, and there is nothing to report.
 */
#ifndef HA_SKIM_H
#define HA_SKIM_H

#include "common/source/skim_client.h"

/*
 * Returns the size of the lines, whole with their newlines, at the start of
 * TEXT that say nothing about the client; adds their number to *LINES.  With
 * RULES they are those of a rule file, else of a list file.  They are comments,
 * blank lines, and lines with plain daemons whose clients are addresses, nets
 * or names, and behind which stands a comment, `allow` or `deny` at most.
 */
size_t ha_skim_lines(const struct ha_skim *skim, struct ha_slice text,
		     bool rules, unsigned long *lines);

#endif
