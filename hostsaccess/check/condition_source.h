/* SPDX-License-Identifier: BSD-3-Clause */
/* Condition source: whether what a condition asks answers, now and from here.
 */
#ifndef CHECK_CONDITION_SOURCE_H
#define CHECK_CONDITION_SOURCE_H

#include "hostsaccess/check/state.h"

struct ha_predicate;

/* A condition while it is checked. */
struct condition {
	struct check *check;
	struct ha_slice text;
	struct ha_place place;
};

/* Adds the finding ID about CONDITION, with HINT, which may be NULL. */
void condition_find(const struct condition *condition, enum finding_id id,
		    const struct hint *hint);

/*
 * Tries what PREDICATE, of CONDITION, asks about VALUE, each once, and finds
 * what does not answer as it should.
 */
void condition_try(const struct condition *condition,
		   const struct ha_predicate *predicate, struct ha_slice value);

#endif
