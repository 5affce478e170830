/* SPDX-License-Identifier: BSD-3-Clause */
/* Chart: how many were refused in each period, as bars. */
#ifndef STATS_CHART_H
#define STATS_CHART_H

#include "hostsaccess/stats/times.h"

#include <stdio.h>

/* So many rows at the most. */
#define CHART_ROWS 62

/*
 * Writes the periods of TIMES, a row each, to STREAM, as wide as its terminal:
 * what was refused, would have been, and penalties together.
 */
void chart_show(FILE *stream, const struct times *times);

#endif
