/* SPDX-License-Identifier: BSD-3-Clause */
/* The rows of stats, as text on standard output. */
#ifndef STATS_SHOW_ROWS_H
#define STATS_SHOW_ROWS_H

#include "hostsaccess/stats/sorted.h"

/* Shows ADDRESS, with the count of its trial only if that is asked. */
void row_show_address(const struct address *address, bool trial);

void row_show_decider(const struct decider *decider);

void row_show_idle(const struct hit *hit);

void row_show_reason(const struct reason *reason);

#endif
