/* SPDX-License-Identifier: BSD-3-Clause */
/* Filter: findings that are left out. */
#ifndef FINDING_FILTER_H
#define FINDING_FILTER_H

#include "hostsaccess/finding/finding.h"

/* Returns whether FINDINGS are to leave out the one of the name NAME. */
bool filter_ignores(const struct findings *findings, const char *name);

/* Returns whether ID only matters where tcp_wrappers reads the files, too. */
bool filter_is_of_libwrap(enum finding_id id);

#endif
