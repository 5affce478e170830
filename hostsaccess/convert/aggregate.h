/* SPDX-License-Identifier: BSD-3-Clause */
/* Aggregate: the fewest nets for the same addresses. */
#ifndef CONVERT_AGGREGATE_H
#define CONVERT_AGGREGATE_H

#include "hostsaccess/convert/model.h"

/* What it came to: nets before and after, and the addresses that they hold. */
struct aggregated {
	unsigned long before, after;
	char addresses[RANGES_COUNT_MAX];
};

/*
 * Makes the nets of each list of MODEL the fewest that hold the same addresses,
 * and one rule of rules that follow each other and say the same of nets alone.
 * Nets stand first in their lists then.  Fills RESULT.
 */
void aggregate(struct rules_model *model, struct aggregated *result);

#endif
