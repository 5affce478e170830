/* SPDX-License-Identifier: BSD-3-Clause */
/* What stats says, on standard output: text, with bars if CHART, or JSON. */
#ifndef STATS_SHOW_H
#define STATS_SHOW_H

#include "hostsaccess/stats/sorted.h"

void stats_show(const struct stats *stats, const struct sorted *sorted,
		bool chart);
void stats_show_json(const struct stats *stats, const struct sorted *sorted);

#endif
