/* SPDX-License-Identifier: BSD-3-Clause */
/* Condition source: what conditions on clients ask, tried beforehand. */
#ifndef CHECK_CONDITION_SOURCE_H
#define CHECK_CONDITION_SOURCE_H

#include "common/rule/predicate.h"
#include "hostsaccess/check/state.h"

struct hint;

/* A condition while it is checked. */
struct condition {
	struct check *check;
	struct ha_slice text;
	struct ha_place place;
	bool negated; /* it has a '!' */
};

/* Adds the finding ID, with HINT, which may be NULL. */
void condition_find(const struct condition *condition, enum finding_id id,
		    const struct hint *hint);

/* Tries what PREDICATE of CONDITION asks about VALUE. */
void condition_try(const struct condition *condition,
		   const struct ha_predicate *predicate, struct ha_slice value);

#endif
