/* SPDX-License-Identifier: BSD-3-Clause */
/* Index: what is to be said of the index of a file that is checked. */
#ifndef CHECK_INDEX_H
#define CHECK_INDEX_H

#include "common/source/source.h"
#include "hostsaccess/finding/finding.h"

/* Adds a note to FINDINGS if SOURCE has an index that logins do not use. */
void index_check(struct findings *findings, const struct ha_source *source);

#endif
