/* SPDX-License-Identifier: BSD-3-Clause */
/* Hits, counted from logs, for commands that show rules. */
#ifndef RULES_HITS_READ_H
#define RULES_HITS_READ_H

#include "hostsaccess/rules/hits.h"

/*
 * Counts in HITS what the COUNT logs of WORDS, or without any that of this
 * system, have since SINCE, 0: all.  NAME is the command, and CALL how that
 * reads standard input.  Returns false, and says why, if a log cannot be read.
 */
bool hits_read(struct hits *hits, const char *name, const char *call,
	       time_t since, char *const *words, int count);

#endif
