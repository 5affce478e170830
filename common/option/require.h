/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Require: the option that says what else must hold (hostsaccess_rules(5),
 * CONDITIONS): NAME=VALUE or NAME!=VALUE, one or several, all of which must.
 */
#ifndef HA_REQUIRE_H
#define HA_REQUIRE_H

#include "common/base/trace.h"
#include "common/option/moment.h"
#include "common/rule/syntax.h"
#include "common/rule/predicate.h"

#include <time.h>

enum ha_require_kind {
	HA_REQUIRE_NONE = 0, /* no such condition */
	HA_REQUIRE_USER,     /* the local user */
	HA_REQUIRE_GROUP,    /* a group of that user */
	HA_REQUIRE_UNTIL,
	HA_REQUIRE_FROM,
	HA_REQUIRE_CLIENT, /* a predicate */
};

/* One condition, as written. */
struct ha_required {
	struct ha_slice text;
	struct ha_slice key;
	struct ha_slice value; /* without its quotes */
	bool negated;
	enum ha_require_kind kind;
	const struct ha_predicate *predicate; /* of HA_REQUIRE_CLIENT */
	struct ha_moment moment;              /* of a time */
	enum ha_diagnostic_id fault;          /* HA_D_NONE: it is sound */
};

/*
 * Takes the next condition from the front of *REST, the value of the option, or
 * what is left of it, which is then what stands behind the condition.  Blanks
 * and commas stand between conditions; a value may stand between quotes.  One
 * that is in error is taken, too, and its fault says what is wrong.  Returns
 * false, with only blanks and commas left, if there is none.
 */
bool ha_require_next(struct ha_slice *rest, struct ha_required *required);

/* Returns name NUMBER of a condition, from 0; NULL behind the last. */
const char *ha_require_name(size_t number);

/* With what conditions are asked. */
struct ha_requiring {
	struct ha_request *request;
	const struct ha_rule *rule;   /* where the option stands */
	const struct ha_trace *trace; /* hears of each; may be NULL */
	time_t written; /* when the file of the rule was; 0: not known */
};

/*
 * Finds out whether all conditions of VALUE, which are sound, hold: yes, no if
 * one of them does not, or undecided.  ha_request_trouble() says why.
 */
enum ha_match ha_require_ask(struct ha_slice value,
			     const struct ha_requiring *requiring);

#endif
