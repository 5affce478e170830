/* SPDX-License-Identifier: BSD-3-Clause */
/* Renamed: what is said of copies of the rule files, as said of these. */
#ifndef REVIEW_RENAMED_H
#define REVIEW_RENAMED_H

#include "common/decide/rules.h"

#include <stdio.h>

/*
 * Writes SAID to STREAM, with the paths of RULES' files for those of COPIES,
 * which have names that nothing else has.
 */
void renamed_write(struct ha_slice said, const struct ha_rules *copies,
		   const struct ha_rules *rules, FILE *stream);

#endif
